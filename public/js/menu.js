/** The menu opens by click, key or a resting pointer, and closes when somebody goes on elsewhere. It is a <details>: without this it opens and closes by click. */

/** Longer than a pointer that passes by takes. */
const OPEN_MS = 150;
/** A pointer on its way from the button to a link may cut a corner. */
const CLOSE_MS = 350;
const WIDE = matchMedia('(width >= 48rem)');

export function setUpMenu() {
  const menu = document.querySelector('[data-menu]');
  if (!menu) return;
  openUnderPointer(menu);
  menu.addEventListener('keydown', (event) => moveBy(event, menu));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && menu.open && leave(menu));
  document.addEventListener('click', ({ target }) => menu.contains(target) || close(menu));
  // With the keyboard, past the last link or before the button. A click beside the links takes the focus nowhere.
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) close(menu);
  });
  // Back shows the page as it was left.
  window.addEventListener('pagehide', () => close(menu));
}

function close(menu) {
  menu.open = false;
}

function leave(menu) {
  const isWithin = menu.contains(document.activeElement);
  close(menu);
  if (isWithin) menu.querySelector('summary').focus();
}

/** Arrows, Home and End go from link to link; down on the button opens. */
function moveBy(event, menu) {
  const links = [...menu.querySelectorAll('a')].filter((link) => link.checkVisibility() || !menu.open);
  const at = links.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (next === undefined || (at === -1 && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  menu.open = true;
  (links[next] ?? (next < 0 ? menu.querySelector('summary') : null))?.focus();
}

/** The keyboard is at one of the links. */
const isBusy = (menu) => menu.querySelector('nav').contains(document.activeElement);

/** A click on what the pointer has opened keeps it open; one that comes first is a click. Fingers do not hover. */
function openUnderPointer(menu) {
  const button = menu.querySelector('summary');
  let timer = 0;
  let isLoose = false;
  const soon = (ms, deed) => {
    clearTimeout(timer);
    timer = setTimeout(() => deed(), ms);
  };
  button.addEventListener('pointerenter', ({ pointerType }) => {
    if (pointerType !== 'mouse' || !WIDE.matches || menu.open) return;
    soon(OPEN_MS, () => (isLoose = menu.open = true));
  });
  menu.addEventListener('pointerenter', () => isLoose && clearTimeout(timer));
  menu.addEventListener('pointerleave', () => {
    clearTimeout(timer);
    if (isLoose) soon(CLOSE_MS, () => isBusy(menu) || close(menu));
  });
  button.addEventListener('click', (event) => {
    clearTimeout(timer);
    if (isLoose && menu.open) event.preventDefault();
    isLoose = false;
  });
  menu.addEventListener('toggle', () => (isLoose &&= menu.open));
}
