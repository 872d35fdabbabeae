/** What several cloth things share: ribs, fringes, quilting, rolls. */
import type { Palette, Tones } from '../palette.js';
import { clipped, line, oval, path, smooth, texture, type Point } from '../shapes.js';
import { flatShadow, solid, type Shading } from '../solids.js';

/** Shading of large things of cloth that lie flat. */
export const laid: Shading = { light: 8, dark: 18, drop: 8, stipple: 16 };

/** A flat thing of cloth seen from above, with its shadow. */
export const laidOut = (p: Palette, d: string, tones: Tones, detail = '', shading: Shading = laid): string =>
  flatShadow(p, d) + solid(d, tones, shading, detail);

/** A crease, seam or groove: thin and dark. */
export const crease = (d: string, tones: Tones, width = 2.2, opacity = 0.75): string =>
  line(d, tones.dark, width, { opacity });

/** `count` lines side by side, each given by its place from 0 to 1. */
export const repeat = (count: number, d: (t: number) => string): string =>
  Array.from({ length: count }, (_, i) => d(count === 1 ? 0.5 : i / (count - 1))).join('');

/** Points mirrored about `cx` when `side` is -1; their x counts from `cx`. */
export const sided = (cx: number, side: 1 | -1, points: readonly Point[]): Point[] =>
  points.map(([x, y]) => [cx + side * x, y]);

/** Twisted threads hanging from the line between `from` and `to`. */
export function fringe(from: Point, to: Point, count: number, length: number, tones: Tones): string {
  const thread = (t: number): string => {
    const [x, y] = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
    const lean = ((Math.round(t * 97) % 5) - 2) * 1.6;
    return `M${x} ${y}q${lean} ${length / 2} ${lean * 1.4} ${length - Math.abs(lean)}`;
  };
  const d = repeat(count, thread);
  return line(d, tones.dark, 4.4, { transform: 'translate(1 1)' }) + line(d, tones.mid, 3.4);
}

/** A spiral of `turns` windings, seen as the end of something rolled up. */
export function spiral(cx: number, cy: number, rx: number, ry: number, turns: number): string {
  const steps = turns * 12;
  const points = Array.from({ length: steps + 1 }, (_, i): Point => {
    const [angle, reach] = [(i / 12) * 2 * Math.PI + 0.6, 0.12 + (0.88 * i) / steps];
    return [cx + Math.cos(angle) * rx * reach, cy + Math.sin(angle) * ry * reach];
  });
  return smooth(points, false);
}

interface Roll {
  x: number;
  y: number;
  length: number;
  r: number;
  turns: number;
}

/** Something rolled up, lying level on `y` with its left end at `x` towards us; `detail` lies on the cloth. */
export function roll({ x, y, length, r, turns }: Roll, tones: Tones, detail = ''): string {
  const [rx, cy] = [r * 0.42, y - r];
  const d = `M${x} ${cy - r}H${x + length}a${rx} ${r} 0 0 1 0 ${2 * r}H${x}z`;
  const strip = (from: number, to: number, fill: string, opacity = 0.75): string =>
    path(`M${x - rx} ${cy + r * from}H${x + length + rx}V${cy + r * to}H${x - rx}z`, fill, { opacity });
  const shades =
    strip(-1, -0.62, tones.light) + strip(0.24, 0.5, `dots(${tones.dark})`, 1) + strip(0.48, 1, tones.dark);
  const end = oval(x, cy, rx, r);
  return (
    path(d, tones.mid) +
    clipped(d, detail + texture(d, tones) + shades) +
    path(end, tones.light) +
    clipped(end, texture(end, tones)) +
    line(spiral(x, cy, rx - 2, r - 3, turns), tones.dark, 3.2)
  );
}
