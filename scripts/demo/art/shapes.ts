/** Flat building blocks: points, paths and the paint words that `assemble` turns into gradients, clips and patterns. */
import type { Tones } from './palette.js';

export type Point = readonly [x: number, y: number];

/** Height of a circle seen from slightly above, as a part of its width. The same for everything. */
export const TILT = 0.24;

/** Attributes after `fill` in SVG spelling, e.g. `{ opacity: 0.4, 'stroke-width': 2 }`. */
export type Attributes = Readonly<Record<string, string | number>>;

const spell = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

export const path = (d: string, fill: string, more: Attributes = {}): string =>
  `<path d="${d}" fill="${fill}"${spell(more)}/>`;

/** A thin thing (wire, thread, blade edge): the one place where a line is allowed. Its ends are round, as `assemble` says once. */
export const line = (d: string, stroke: string, width: number, more: Attributes = {}): string =>
  path(d, 'none', { stroke, 'stroke-width': width, ...more });

export const ellipse = (cx: number, cy: number, rx: number, fill: string, ry = rx * TILT): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;

/** Moves, turns (degrees, about the box's ground centre) and scales a drawing. */
export const place = (content: string, x: number, y: number, scale = 1, turn = 0): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})${turn === 0 ? '' : ` rotate(${turn} 200 430)`}">${content}</g>`;

export const turned = (content: string, degrees: number, x: number, y: number): string =>
  `<g transform="rotate(${degrees} ${x} ${y})">${content}</g>`;

/** `content` cut off at the outline `d`. */
export const clipped = (d: string, content: string): string => `<g clip-path="clip(${d})">${content}</g>`;

/** Gradient as a fill, from top to bottom. */
export const down = (...stops: string[]): string => `grad(v,${stops.join(',')})`;
/** Glow: first stop in the middle; a stop may carry opacity as `#rrggbb/0.3`. */
export const glow = (...stops: string[]): string => `grad(r,${stops.join(',')})`;
/** Riso stipple in one colour, transparent between the dots. */
export const dots = (colour: string): string => `dots(${colour})`;

/** Straight-edged outline. */
export const poly = (...points: Point[]): string => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}z`;

export const rect = (x: number, y: number, w: number, h: number, r = 0): string =>
  r === 0
    ? `M${x} ${y}h${w}v${h}h${-w}z`
    : `M${x + r} ${y}h${w - 2 * r}q${r} 0 ${r} ${r}v${h - 2 * r}q0 ${r} ${-r} ${r}h${-(w - 2 * r)}q${-r} 0 ${-r} ${-r}v${-(h - 2 * r)}q0 ${-r} ${r} ${-r}z`;

export const oval = (cx: number, cy: number, rx: number, ry = rx * TILT): string =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0z`;

const tenth = (value: number): number => Math.round(value * 10) / 10;
const step = (x: number, y: number, from: Point): string => `${tenth(x - from[0])} ${tenth(y - from[1])}`;

/** Soft outline through the points (Catmull-Rom); cloth, hands, leaves. Open when `closed` is false. */
export function smooth(given: readonly Point[], closed = true, tension = 6): string {
  const points = given.map(([x, y]): Point => [tenth(x), tenth(y)]);
  const count = points.length;
  const at = (i: number): Point => {
    const index = closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i));
    return points[index] ?? [0, 0];
  };
  const parts = [`M${at(0)[0]} ${at(0)[1]}c`];
  for (let i = 0; i < (closed ? count : count - 1); i += 1) {
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const out = step(b[0] + (c[0] - a[0]) / tension, b[1] + (c[1] - a[1]) / tension, b);
    const into = step(c[0] - (e[0] - b[0]) / tension, c[1] - (e[1] - b[1]) / tension, b);
    parts.push(`${out} ${into} ${step(c[0], c[1], b)} `);
  }
  return parts.join('').trim() + (closed ? 'z' : '');
}

/** Tapered gouge marks as a lino knife leaves them: highlights and pleats. Falls from `from` to `to`, `gap` apart. */
export function gouges(
  from: Point,
  to: Point,
  count: number,
  gap: Point,
  width: number,
  fill: string,
): string {
  const marks = Array.from({ length: count }, (_, i) => {
    const inset = 0.14 * Math.abs(i - (count - 1) / 2);
    const x1 = from[0] + gap[0] * i + (to[0] - from[0]) * inset;
    const y1 = from[1] + gap[1] * i + (to[1] - from[1]) * inset;
    const x2 = to[0] + gap[0] * i - (to[0] - from[0]) * inset;
    const y2 = to[1] + gap[1] * i - (to[1] - from[1]) * inset;
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [nx, ny] = [(-(y2 - y1) / length) * width, ((x2 - x1) / length) * width];
    const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
    return `M${x1} ${y1}Q${mx + nx} ${my + ny} ${x2} ${y2}Q${mx - nx} ${my - ny} ${x1} ${y1}z`;
  });
  return path(marks.join(''), fill);
}

/** The texture of a material over an outline; `assemble` keeps it in the detail view only. */
export const texture = (d: string, tones: Tones): string =>
  tones.grain === 'none' ? '' : path(d, `tex(${tones.grain},${tones.dark},${tones.light})`);

/** The same wood with its grain running from left to right. */
export const along = (tones: Tones): Tones =>
  tones.grain === 'timber' ? { ...tones, grain: 'plank' } : tones;
