/** Whoever is busy in a cart keeps focus and typed text when its contents are exchanged. */
const CONTROLS = 'a, button, input:not([type="hidden"]), textarea, summary';
const TEXTS = 'input:not([type="hidden"]), textarea';

const isDirty = (field) => field.value !== field.defaultValue;

/** Somebody is in the middle of typing: nothing may be exchanged. */
export function isTyping(root) {
  const field = document.activeElement;
  return root.contains(field) && field.matches(TEXTS) && isDirty(field);
}

/**
 * Remembers the focus, what was typed and what was unfolded inside `root`; the function returned puts it all into the
 * new contents. Lines are known by their key, as they may have moved. `otherwise` gets the focus of what is gone.
 */
export function keepPlace(root, otherwise) {
  const focused = root.contains(document.activeElement) && document.activeElement;
  const focus = focused && nameOf(root, focused);
  const typed = [...root.querySelectorAll(TEXTS)]
    .filter(isDirty)
    .map((field) => [nameOf(root, field), field.value]);
  const unfolded = new Map(foldsOf(root).map((fold) => [fold.className, fold.open]));
  return (next) => {
    for (const [name, value] of typed) {
      const field = find(next, name);
      if (field) field.value = value;
    }
    for (const fold of foldsOf(next)) fold.open = unfolded.get(fold.className) ?? fold.open;
    if (!focus) return;
    const control = find(next, focus);
    (control && !control.disabled ? control : otherwise).focus({ preventScroll: true });
  };
}

const foldsOf = (root) => [...root.querySelectorAll('details')];

const lineOf = (element) => element.closest('.cart-line')?.querySelector('input[name="id"]')?.value ?? '';

const controlsOf = (root, line) =>
  [...root.querySelectorAll(CONTROLS)].filter((control) => lineOf(control) === line);

function nameOf(root, control) {
  const line = lineOf(control);
  return { line, at: controlsOf(root, line).indexOf(control), tag: control.tagName };
}

function find(root, { line, at, tag }) {
  const control = controlsOf(root, line)[at];
  return control?.tagName === tag ? control : null;
}
