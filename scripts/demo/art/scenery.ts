/** What stands behind composed pictures: sun, hills, larches, a window. Flat tones only. */
import type { Tones } from './palette.js';
import { clipped, ellipse, path, poly, rect, smooth, type Point } from './shapes.js';

/** A band of hills from the left edge to `width`, down to `bottom`; `heights` are its crests, evenly spaced. */
export function hills(width: number, bottom: number, heights: readonly number[], tone: string): string {
  const step = width / (heights.length - 1);
  const crest = heights.map((y, i): Point => [i * step, y]);
  const curve = smooth([[-step, heights[0] ?? 0], ...crest, [width + step, heights.at(-1) ?? 0]], false, 5);
  return path(`${curve}L${width + step} ${bottom}L${-step} ${bottom}z`, tone);
}

/** A mountain with a lit and a shaded face; `peak` is its top, `half` half its width at `base`. */
export const mountain = (peak: Point, base: number, half: number, tones: Tones): string => {
  const [x, y] = peak;
  const h = base - y;
  const ridge: Point[] = [
    [x, y],
    [x + half * 0.1, y + h * 0.24],
    [x - half * 0.06, y + h * 0.44],
    [x + half * 0.16, y + h * 0.7],
    [x + half * 0.08, base],
  ];
  return (
    path(
      poly(
        [x, y],
        [x + half * 0.4, y + h * 0.34],
        [x + half, base],
        [x - half, base],
        [x - half * 0.46, y + h * 0.42],
      ),
      tones.mid,
    ) + path(poly(...ridge, [x + half, base], [x + half * 0.4, y + h * 0.34]), tones.dark)
  );
};

/** A larch standing on `x`, `y`, `h` high: tiers of hanging branches, light on the left. */
export function larch(x: number, y: number, h: number, tones: Tones): string {
  const tiers = [0, 0.2, 0.4, 0.6, 0.78];
  const edge = (side: 1 | -1): string =>
    tiers
      .map((t) => {
        const reach = h * (0.07 + t * 0.17) * side;
        const top = y - h + h * 0.94 * t;
        return `Q${x + reach * 0.4} ${top + h * 0.14} ${x + reach} ${top + h * 0.2}Q${x + reach * 0.7} ${top + h * 0.17} ${x + reach * 0.4} ${top + h * 0.185}`;
      })
      .join('');
  const trunk = path(
    poly([x - h * 0.014, y - h * 0.2], [x + h * 0.014, y - h * 0.2], [x + h * 0.018, y], [x - h * 0.018, y]),
    tones.dark,
  );
  return (
    trunk +
    path(`M${x} ${y - h}${edge(-1)}L${x} ${y - h * 0.06}z`, tones.mid) +
    path(`M${x} ${y - h}${edge(1)}L${x} ${y - h * 0.06}z`, tones.dark)
  );
}

/** A row of larches along a line, sizes varied but repeatable. */
export const larches = (
  from: number,
  to: number,
  y: number,
  count: number,
  h: number,
  tones: Tones,
): string =>
  Array.from({ length: count }, (_, i) =>
    larch(
      from + ((to - from) * i) / Math.max(1, count - 1) + ((i * 17) % 11),
      y + ((i * 7) % 5),
      h * (0.72 + ((i * 5) % 7) * 0.07),
      tones,
    ),
  ).join('');

export const sun = (x: number, y: number, r: number, tone: string): string => ellipse(x, y, r, tone, r);

/** A window in a wall: frame, two bars, and `view` seen through it. */
export function windowPane(
  x: number,
  y: number,
  w: number,
  h: number,
  frame: Tones,
  sky: string,
  view: string,
): string {
  const pane = rect(x, y, w, h);
  return (
    path(rect(x - 10, y - 10, w + 20, h + 20), frame.mid) +
    path(rect(x - 10, y - 10, w + 20, 4), frame.light) +
    path(pane, sky) +
    clipped(pane, view) +
    path(rect(x + w / 2 - 3, y, 6, h) + rect(x, y + h * 0.45, w, 5), frame.mid) +
    path(rect(x - 18, y + h + 8, w + 36, 9), frame.light) +
    path(rect(x - 18, y + h + 17, w + 36, 5), frame.dark)
  );
}
