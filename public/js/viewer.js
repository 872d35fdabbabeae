/** One picture or video of a product over the whole page, to look at closely, and to go on from to the others. */
import { setUpGestures } from './gestures.js';
import { zoomable } from './zoom.js';

/** `showOnStage(index)`: brings that picture of the page into view, where the keyboard goes when the dialog closes. */
export function setUpViewer(page, showOnStage) {
  const dialog = document.querySelector('[data-viewer]');
  if (!dialog?.showModal) return;
  const stage = page.querySelector('[data-stage]');
  const slides = () => [...stage.querySelectorAll('[data-open-picture], [data-video]')];
  const box = dialog.querySelector('[data-viewer-stage]');
  const zoom = zoomable(box, (scale) => markScale(dialog, scale));
  let shown = 0;
  const show = (index) => {
    shown = index;
    const slide = slides()[index];
    const isVideo = slide.matches('[data-video]');
    // A video that goes takes the keyboard with it.
    const hadKeyboard = box.contains(document.activeElement);
    zoom.hold(isVideo ? slide.cloneNode(true) : largePicture(slide));
    if (hadKeyboard) (box.querySelector('video') ?? dialog.querySelector('[autofocus]')).focus();
    tellCount(dialog, { index, count: slides().length, isVideo });
  };
  const turn = (step) => {
    const next = shown + step;
    if (next >= 0 && next < slides().length) show(next);
  };
  setUpGestures(box, zoom, (step) => turn(step * onward(box)));
  stage.addEventListener('click', (event) => {
    const link = event.target.closest('[data-open-picture]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    dialog.showModal();
    show(slides().indexOf(link));
  });
  dialog.addEventListener('click', ({ target }) => {
    const step = target.closest('[data-viewer-turn]')?.dataset.viewerTurn;
    if (step) turn(Number(step));
    else if (target.closest('[data-viewer-larger]')) zoom.zoomBy(ZOOM_STEP);
    else if (target.closest('[data-viewer-smaller]')) zoom.zoomBy(1 / ZOOM_STEP);
  });
  dialog.addEventListener('keydown', (event) => onKey(event, zoom, turn));
  dialog.addEventListener('close', () => {
    const slide = slides()[shown];
    showOnStage([...slide.closest('ul').children].indexOf(slide.closest('li')));
    slide.focus({ preventScroll: true });
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
  // A video that has the keyboard takes arrows for itself.
  if (event.target.closest('video') && !event.key.startsWith('Page')) return;
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
    // The ground until it has come: here it would fill the window beside the picture.
    part.removeAttribute('data-colour');
    if (part.hasAttribute('sizes')) part.setAttribute('sizes', '400vw');
  }
  return picture;
}

function tellCount(dialog, { index, count, isVideo }) {
  const text = dialog.querySelector('[data-viewer-count]');
  const words = isVideo ? text.dataset.viewerCountVideo : text.dataset.viewerCount;
  text.textContent = words.replace('%n', index + 1).replace('%c', count);
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
