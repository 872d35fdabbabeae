import type { Palette } from './palette.js';
import { ellipse, glow, path, TILT, turned } from './shapes.js';

/** Soft contact shadow of something `r` wide (half) standing at `cx`, `y`; longer on the right. */
export const shadow = (p: Palette, cx: number, y: number, r: number): string =>
  softShadow(p, cx, y, r) +
  ellipse(
    cx + r * 0.06,
    y + 3,
    r * 1.13,
    glow(p.shadow, p.shadow, p.shadow, p.shadow, `${p.shadow}/0.6`, `${p.shadow}/0`),
    r * TILT * 1.16,
  );

/** The same under something on legs: nothing touches the ground in the middle. */
export const softShadow = (p: Palette, cx: number, y: number, r: number): string =>
  ellipse(
    cx + r * 0.22,
    y + r * 0.06,
    r * 1.36,
    glow(p.shadow, `${p.shadow}/0.75`, `${p.shadow}/0`),
    r * TILT * 1.42,
  );

/** Shadow of something seen from above: its own outline, moved to the lower right. */
export const flatShadow = (p: Palette, d: string, x = 7, y = 9): string =>
  path(d, p.shadow, { transform: `translate(${x} ${y})` });

/** Something seen from above, turned by `degrees` about `x`, `y`: its shadow falls to the lower right all the same. */
export const lying = (
  p: Palette,
  degrees: number,
  outline: string,
  drawing: string,
  x = 200,
  y = 280,
): string =>
  `<g transform="translate(6 9)">${turned(path(outline, p.shadow), degrees, x, y)}</g>${turned(drawing, degrees, x, y)}`;
