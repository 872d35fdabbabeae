/**
 * Says what is wrong with a field as one leaves it, and takes it back while it is mended. The rules are the server's: it is
 * sent what stands in the form so far. What nobody has filled in yet is not wrong before the form is sent.
 */
const MENDING_MS = 300;

let isPressed = false;
for (const [name, is] of Object.entries({ pointerdown: true, pointerup: false, pointercancel: false }))
  addEventListener(name, () => (isPressed = is), { capture: true });

const form = document.querySelector('form[data-check]');
if (form) setUpChecks(form);

function setUpChecks(form) {
  let timer = 0;
  let latest = 0;
  const check = async (left) => {
    const mine = (latest += 1);
    const problems = await ask(form);
    if (!problems || mine !== latest) return;
    for (const field of form.querySelectorAll('[aria-invalid]')) show(field, problems[field.name]);
    if (left && problems[left.name]) show(left, problems[left.name]);
  };
  form.addEventListener('focusout', ({ target }) => {
    if (!target.matches('input[id], select[id]') || target.value.trim() === '') return;
    // A text that appears moves what is below: not while somebody presses on it.
    if (isPressed) addEventListener('pointerup', () => void check(target), { once: true });
    else void check(target);
  });
  form.addEventListener('input', ({ target }) => {
    clearTimeout(timer);
    if (target.matches('[aria-invalid]')) timer = setTimeout(check, MENDING_MS);
  });
  // From here on the next page says it.
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    latest += 1;
  });
  // Another country has other postcodes, and other fields are needed.
  form.addEventListener('change', ({ target }) => target.matches('select') && void check());
}

/** Name of the field to what is wrong with it; null when nobody can say. */
async function ask(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.check, { method: 'POST', body }).catch(() => null);
  return answer?.ok ? (await answer.json()).problems : null;
}

function show(field, text) {
  const box = field.closest('.field');
  const id = `${field.id}-error`;
  box.classList.toggle('field--wrong', Boolean(text));
  if (!text) {
    field.removeAttribute('aria-invalid');
    describe(field, id, false);
    box.querySelector('.field__error')?.remove();
    return forget(field);
  }
  field.setAttribute('aria-invalid', 'true');
  const error = box.querySelector('.field__error') ?? box.appendChild(document.createElement('p'));
  if (error.textContent !== text) Object.assign(error, { id, className: 'field__error', textContent: text });
  describe(field, id, true);
}

function describe(field, id, isDescribed) {
  const others = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one && one !== id);
  const all = isDescribed ? [...others, id] : others;
  if (all.length > 0) field.setAttribute('aria-describedby', all.join(' '));
  else field.removeAttribute('aria-describedby');
}

/** The list above the form names only what is still wrong. */
function forget(field) {
  const link = document.querySelector(`.notice--error a[href="#${field.id}"]`);
  if (!link) return;
  const notice = link.closest('.notice--error');
  link.closest('li').remove();
  if (!notice.querySelector('li')) notice.remove();
}
