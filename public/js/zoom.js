/** A picture in a box that can be made larger and moved. Points are pixels from the middle of the box. */

const MOST = 5;

/** A video stays as it is. */
const mostIn = (box) => (box.querySelector('img') ? MOST : 1);

/** `onScale({ isLeast, isMost })` follows each change. */
export function zoomable(box, onScale) {
  const view = { scale: 1, x: 0, y: 0 };
  /** Never so far that nothing is left in the box. */
  const place = (scale, x, y) => {
    const [mostX, mostY] = [box.clientWidth, box.clientHeight].map((size) => ((scale - 1) * size) / 2);
    Object.assign(view, { scale, x: within(x, mostX), y: within(y, mostY) });
    const picture = box.querySelector('img');
    if (picture) picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${scale})`;
    onScale({ isLeast: scale === 1, isMost: scale === mostIn(box) });
  };
  /** What lies under `point` stays there. */
  const zoomTo = (wanted, [px, py] = [0, 0]) => {
    const scale = Math.min(mostIn(box), Math.max(1, wanted));
    const ratio = scale / view.scale;
    place(scale, px - (px - view.x) * ratio, py - (py - view.y) * ratio);
  };
  return {
    get view() {
      return { ...view };
    },
    get isLarger() {
      return view.scale > 1;
    },
    /** Another picture, in full; null for none. */
    hold(picture) {
      box.replaceChildren(...(picture ? [picture] : []));
      place(1, 0, 0);
    },
    zoomTo,
    zoomBy: (factor) => zoomTo(view.scale * factor),
    place,
    pan: (dx, dy) => place(view.scale, view.x + dx, view.y + dy),
  };
}

const within = (value, most) => Math.min(most, Math.max(-most, value));
