import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { along, line, path, rect, smooth, turned } from '../shapes.js';
import { level, solid, timberLines } from '../solids.js';

/** Poles are drawn with the head on the left; this puts it on the right, so that the usual turn raises it, and thins it. */
const mirrored = (drawing: string, thickness = 1): string =>
  `<g transform="translate(400 ${280 * (1 - thickness)}) scale(-1 ${thickness})">${drawing}</g>`;

/** A peeled ash shoot, drawn level, its head at the left. */
function staff(p: Palette): string {
  const shaft = smooth(
    [
      [22, 276],
      [30, 268],
      [52, 267],
      [140, 270],
      [260, 271],
      [366, 273],
      [366, 287],
      [260, 290],
      [140, 291],
      [52, 293],
      [28, 292],
      [21, 285],
    ],
    true,
    9,
  );
  const ferrule = 'M352 271h22l12 6v6l-12 6h-22z';
  const thong = 'M74 266C60 312 96 352 112 322S96 280 82 292';
  const knots = 'M150 276q8 4 2 9M236 280q8-5 10 4M302 278q6 4 1 7';
  const drawing =
    line(thong, p.leather.dark, 6.5) +
    solid(shaft, along(p.body), level(22)) +
    timberLines(p.body, ['M40 276Q120 272 210 277', 'M120 284Q200 287 330 281', knots]) +
    solid(ferrule, p.brass, level(16)) +
    path(rect(70, 265, 11, 29, 2), p.leather.dark) +
    path(rect(69, 265, 8, 27, 2), p.leather.mid) +
    line('M78 292C96 280 112 300 112 322', p.leather.mid, 5) +
    line('M30 270Q44 266 56 269', p.body.light, 4);
  const cast = turned(mirrored(path(shaft, p.shadow), 0.68), -58, 200, 280);
  return `<g transform="translate(6 9)">${cast}</g>${turned(mirrored(drawing, 0.68), -58, 200, 280)}`;
}

const grip = smooth(
  [
    [20, 276],
    [28, 268],
    [44, 268],
    [54, 273],
    [84, 272],
    [92, 275],
    [92, 286],
    [84, 289],
    [54, 288],
    [44, 294],
    [28, 294],
    [20, 288],
  ],
  true,
  7,
);
const shaft = 'M90 276h160v9H90zM246 277h132v7H246z';

/** A pole with a cork grip, a strap, a clamp and a basket, drawn level. */
function pole(p: Palette): string {
  const basket = smooth([
    [348, 264],
    [354, 262],
    [358, 280],
    [354, 300],
    [348, 298],
  ]);
  const flecks = 'M34 276l4 2M42 286l4-2M54 278l4 2M64 284l4 1M74 276l4 2';
  return (
    line('M36 270C26 226 70 226 60 272', p.ink, 6) +
    line('M36 270C26 226 70 226 60 272', p.rubber.light, 1.6) +
    solid(shaft, p.body, { light: 0.1, dark: 0.1, drop: 3, stipple: 2 }) +
    path(rect(374, 277, 16, 7, 2), p.steel.dark) +
    path('M388 277l12 3.500l-12 3.500z', p.steel.mid) +
    path(rect(238, 272, 20, 18, 3), p.rubber.dark) +
    path(rect(238, 272, 20, 12, 3), p.rubber.mid) +
    path(rect(243, 268, 12, 7, 2), p.accent.mid) +
    path(rect(150, 275, 8, 11), p.accent.mid) +
    path(rect(164, 275, 3, 11), p.accent.mid) +
    solid(basket, p.rubber, level(16)) +
    solid(grip, p.card, level(20), line(flecks, p.card.dark, 2.4))
  );
}

/** Two poles side by side, both shadows under both poles. */
function poles(p: Palette): string {
  const both = (drawing: string): string =>
    `<g transform="translate(26 30)">${turned(mirrored(drawing), -50, 200, 280)}</g>` +
    `<g transform="translate(-22 8)">${turned(mirrored(drawing), -62, 200, 280)}</g>`;
  return `<g transform="translate(6 9)">${both(path(grip + shaft, p.shadow))}</g>${both(pole(p))}`;
}

/** A staff (one, of wood) or, the fallback, a pair of poles, lying. */
export const walkingPole: Kind = {
  material: 'wood',
  scaleBeside: 'figure',
  focus: (params) => (flag(params, 'staff') ? { x: 272, y: 190 } : { x: 284, y: 184 }),
  box: (params) => (flag(params, 'staff') ? { w: 240, h: 330 } : { w: 300, h: 330 }),
  draw(p, params) {
    if (flag(params, 'staff')) return `<g transform="translate(0 20)">${staff(p)}</g>`;
    return poles(p);
  },
};
