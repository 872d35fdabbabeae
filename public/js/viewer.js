/** One picture of a product over the whole page, to look at closely, and to go on from to the others. */
import { setUpGestures } from './gestures.js';
import { zoomable } from './zoom.js';

/** `showOnStage(index)`: brings that picture of the page into view, where the keyboard goes when the dialog closes. */
export function setUpViewer(page, showOnStage) {
  const dialog = document.querySelector('[data-viewer]');
  if (!dialog?.showModal) return;
  const links = () => [...page.querySelectorAll('[data-open-picture]')];
  const box = dialog.querySelector('[data-viewer-stage]');
  const zoom = zoomable(box, (scale) => markScale(dialog, scale));
  let shown = 0;
  const show = (index) => {
    shown = index;
    zoom.hold(largePicture(links()[index]));
    tellCount(dialog, index, links().length);
  };
  const turn = (step) => {
    const next = shown + step;
    if (next >= 0 && next < links().length) show(next);
  };
  setUpGestures(box, zoom, (step) => turn(step * onward(box)));
  page.querySelector('[data-stage]').addEventListener('click', (event) => {
    const link = event.target.closest('[data-open-picture]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    dialog.showModal();
    show(links().indexOf(link));
  });
  dialog.addEventListener('click', ({ target }) => {
    const step = target.closest('[data-viewer-turn]')?.dataset.viewerTurn;
    if (step) turn(Number(step));
    else if (target.closest('[data-viewer-larger]')) zoom.zoomBy(ZOOM_STEP);
    else if (target.closest('[data-viewer-smaller]')) zoom.zoomBy(1 / ZOOM_STEP);
  });
  dialog.addEventListener('keydown', (event) => onKey(event, zoom, turn));
  dialog.addEventListener('close', () => {
    const link = links()[shown];
    showOnStage([...link.closest('ul').children].indexOf(link.closest('li')));
    link.focus({ preventScroll: true });
    zoom.hold(null);
  });
}

const ZOOM_STEP = 1.5;
const PAN_STEP = 80;
const PANS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** 0: in full again. */
const ZOOMS = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, 0: 0 };

/** -1 where the next picture lies to the left. */
const onward = (part) => (getComputedStyle(part).direction === 'rtl' ? -1 : 1);

/** Arrows move what is larger than the window, and turn to another picture otherwise. */
function onKey(event, zoom, turn) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pan = PANS[event.key];
  if (event.key in ZOOMS) zoom.zoomBy(ZOOMS[event.key]);
  else if (pan && zoom.isLarger) zoom.pan(pan[0] * PAN_STEP, pan[1] * PAN_STEP);
  else if (pan?.[0]) turn(-pan[0] * onward(event.currentTarget));
  else if (event.key === 'PageDown') turn(1);
  else if (event.key === 'PageUp') turn(-1);
  else return;
  event.preventDefault();
}

/** The picture of the page again, told that it will be shown as large as it is. */
function largePicture(link) {
  const picture = link.firstElementChild.cloneNode(true);
  for (const part of [picture, ...picture.querySelectorAll('*')]) {
    part.removeAttribute('loading');
    if (part.hasAttribute('sizes')) part.setAttribute('sizes', '400vw');
  }
  return picture;
}

function tellCount(dialog, index, count) {
  const text = dialog.querySelector('[data-viewer-count]');
  text.textContent = text.dataset.viewerCount.replace('%n', index + 1).replace('%c', count);
  for (const button of dialog.querySelectorAll('[data-viewer-turn]')) {
    const to = index + Number(button.dataset.viewerTurn);
    button.hidden = count < 2;
    setDisabled(button, to < 0 || to >= count);
  }
}

function markScale(dialog, { isLeast, isMost }) {
  setDisabled(dialog.querySelector('[data-viewer-smaller]'), isLeast);
  setDisabled(dialog.querySelector('[data-viewer-larger]'), isMost);
}

/** The keyboard stays where it is: a button that is disabled would lose it. */
function setDisabled(button, isDisabled) {
  button.setAttribute('aria-disabled', String(isDisabled));
}
