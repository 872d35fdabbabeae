/** What fingers, mouse and wheel do to a picture that can be made larger (zoom.js). */

const DOUBLE = 2.5;
const DOUBLE_TAP_MS = 350;
const SWIPE_PIXELS = 60;
const TAP_PIXELS = 8;
const WHEEL_PIXELS = 400;

/** `onSwipe(1 or -1)`: a picture that is seen in full was pushed to the left, or to the right. */
export function setUpGestures(box, zoom, onSwipe) {
  const fingers = new Map();
  let start = null;
  let lastTap = 0;

  const begin = () => {
    start = fingers.size === 0 ? null : { view: zoom.view, ...spread(fingers) };
    box.toggleAttribute('data-held', start !== null);
  };
  box.addEventListener('pointerdown', (event) => {
    // What a video is played with needs the pointer itself.
    if (event.button !== 0 || event.target.closest('video')) return;
    box.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, pointOf(box, event));
    begin();
  });
  box.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, pointOf(box, event));
    follow(zoom, start, spread(fingers));
  });
  box.addEventListener('pointerup', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const [dx, dy] = minus(pointOf(box, event), start.middle);
    const isAlone = fingers.size === 1;
    fingers.delete(event.pointerId);
    begin();
    if (!isAlone) return;
    if (Math.hypot(dx, dy) < TAP_PIXELS) lastTap = tap(zoom, pointOf(box, event), lastTap, event.timeStamp);
    else if (!zoom.isLarger && Math.abs(dx) > Math.max(SWIPE_PIXELS, Math.abs(dy))) onSwipe(dx < 0 ? 1 : -1);
  });
  box.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId) && begin());
  box.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom.zoomTo(zoom.view.scale * Math.exp(-event.deltaY / WHEEL_PIXELS), pointOf(box, event));
  });
}

/** One finger moves what is larger than the box; two also make it larger or smaller. */
function follow(zoom, start, now) {
  const { scale, x, y } = start.view;
  const [dx, dy] = minus(now.middle, start.middle);
  if (start.distance === 0) {
    if (zoom.isLarger) zoom.place(scale, x + dx, y + dy);
    return;
  }
  zoom.place(scale, x, y);
  zoom.zoomTo((scale * now.distance) / start.distance, start.middle);
  zoom.pan(dx, dy);
}

/**
 * The second of two goes close, or back. One on a picture that is larger brings its place to the middle: so nobody has to drag.
 * Gives the time to compare the next one with.
 */
function tap(zoom, point, last, now) {
  if (now - last < DOUBLE_TAP_MS) {
    zoom.zoomTo(zoom.isLarger ? 1 : DOUBLE, point);
    return 0;
  }
  if (zoom.isLarger) zoom.pan(-point[0], -point[1]);
  return now;
}

/** `distance` is 0 for one finger. */
function spread(fingers) {
  const [one, two = one] = fingers.values();
  return { middle: [(one[0] + two[0]) / 2, (one[1] + two[1]) / 2], distance: Math.hypot(...minus(one, two)) };
}

const minus = ([ax, ay], [bx, by]) => [ax - bx, ay - by];

function pointOf(box, { clientX, clientY }) {
  const { left, top, width, height } = box.getBoundingClientRect();
  return [clientX - left - width / 2, clientY - top - height / 2];
}
