/**
 * How to draw a kind of thing
 *
 * 1. Make kinds/<name>.ts exporting one `Kind`, and add it to kinds/soft-goods.ts (or hard-goods.ts) under the
 *    name the catalogue uses. kinds/mug.ts is a short example.
 * 2. `draw` answers SVG elements in a box of 400 x 500, centred at x = 200, standing on y = 430 (the middle of its foot,
 *    so a round foot reaches a little below). About 230-320 wide or 280-370 high; the views enlarge and centre it by
 *    `box`, so tell `box` the true width and height you drew. Begin with `shadow(p, ...)`.
 * 3. Colour only from `p`: `p.body` (the variant's colour; it must dominate), `p.accent` for stripes and linings, and
 *    the natural materials `p.steel`, `p.wood`, `p.leather`... each with `.light`, `.mid`, `.dark`. No other hex values.
 * 4. Shapes: make an outline (`smooth([...points])` for cloth, `lathe`, `frustum`, `rect`, `poly`, `oval`, or any path) and
 *    hand it to `solid(outline, tones, shading, detail)`. That fills it with mid, puts the light edge left, the dark edge
 *    right, stipple between, and the material's texture in the detail view. `detail` is cut off at the outline: use it for
 *    stripes, seams, pockets. `solid` wants one outline per part: build the thing from parts, back to front.
 *    Round upright things are not for `solid` but `cylinder`, `drum`, `band` (straight light and dark strips).
 *    `tube` for handles and ropes, `strap`, `stitches`, `foldedStack`, `box`, `drum`, `opening`, `gouges` (tapered
 *    highlight or pleat marks), `path` and `line` for the rest. Ellipses always by TILT: one viewpoint, slightly above.
 *    Shading of a large cloth thing: `{ light: 14, dark: 40, drop: 10, stipple: 26 }`; flat label: `{ light: 0, dark: 0 }`.
 * 5. Gradients, clips and stipple are words (`down(a, b)`, `glow`, `dots(c)`, `clipped(d, ...)`); `assemble`
 *    turns them into definitions. So never write ids, <defs>, <text>, filters or references yourself.
 * 6. `params` make two products of one kind differ: read them with `number`, `flag`, `word`, always with a fallback.
 * 7. Outlines only where a thing is thin (wire, thread). Light from the upper left. Nothing floats. Look at it.
 */
import type { Material, Palette } from './palette.js';

export type Params = Readonly<Record<string, number | string | boolean>>;

export interface Kind {
  /** What `p.body` is made of when the product does not say. */
  material: Material;
  /** SVG elements; the same input always gives the same string. */
  draw(p: Palette, params: Params): string;
  /** Middle of the detail view (three times as large), in box units: put it where the most interesting join is. */
  focus: Of<{ x: number; y: number }>;
  /** Drawn width and height in box units; the larger one is the product's `sizeCm`. */
  box: Of<{ w: number; h: number }>;
  /** Which length of the drawing, in box units, is `sizeCm`, where it is not the larger side of `box` (a vase without its flowers). */
  measured?: number;
  scaleBeside: 'hand' | 'cup' | 'figure';
}

/** A value, or one that follows from the parameters. */
export type Of<T extends object> = T | ((params: Params) => T);

export const given = <T extends object>(value: Of<T>, params: Params): T =>
  typeof value === 'function' ? value(params) : value;

export function number(params: Params, name: string, fallback: number): number {
  const value = params[name];
  return typeof value === 'number' ? value : fallback;
}

export function flag(params: Params, name: string, fallback = false): boolean {
  const value = params[name];
  return typeof value === 'boolean' ? value : fallback;
}

export function word(params: Params, name: string, fallback: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : fallback;
}
