import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, line, path, turned } from '../shapes.js';
import { band, cylinder, opening, shadow } from '../solids.js';

/** A leaf growing straight up from `x`, `y`, then leant by `lean` degrees. */
function leaf(p: Palette, x: number, y: number, length: number, lean: number): string {
  const w = length * 0.19;
  const d = (k: number): string =>
    `M${x} ${y}C${x - w * k} ${y - length * 0.3} ${x - w * 1.2 * k} ${y - length * 0.7} ${x} ${y - length}`;
  const left = `${d(1)}L${x} ${y}z`;
  const right = `M${x} ${y}C${x + w} ${y - length * 0.3} ${x + w * 1.2} ${y - length * 0.7} ${x} ${y - length}z`;
  const lit = lean <= 10;
  return turned(
    path(left, lit ? p.leaf.light : p.leaf.mid) +
      path(right, lit ? p.leaf.mid : p.leaf.dark) +
      line(`M${x} ${y}V${y - length * 0.9}`, p.leaf.dark, 1.6),
    lean,
    x,
    y,
  );
}

const leaves: [number, number][] = [
  [-8, 178],
  [14, 186],
  [-34, 160],
  [38, 164],
  [-58, 132],
  [60, 136],
  [-20, 128],
  [26, 126],
  [2, 112],
  [-76, 98],
  [78, 100],
  [-44, 92],
  [48, 92],
];

/** A tapered pot with a collar. plant, saucer. */
export const plantPot: Kind = {
  material: 'clay',
  scaleBeside: 'hand',
  focus: { x: 236, y: 280 },
  box: (params) => (flag(params, 'plant') ? { w: 290, h: 366 } : { w: 210, h: 200 }),
  measured: 200,
  draw(p, params) {
    const saucer = flag(params, 'saucer')
      ? cylinder(200, 412, 432, 96, p.body, 86) + opening(200, 412, 96, p.body.light, p.body, 5)
      : '';
    const foot = flag(params, 'saucer') ? 420 : 430;
    const grown = leaves
      .map(([lean, length], i) => leaf(p, 200 + lean * 0.42, 250 + (i % 3) * 4, length, lean))
      .join('');
    return (
      shadow(p, 200, 430, flag(params, 'saucer') ? 90 : 66) +
      saucer +
      cylinder(200, 270, foot, 92, p.body, 64) +
      band(200, 274, 282, 92, { ...p.body, mid: p.body.dark }, 91) +
      cylinder(200, 244, 274, 104, p.body, 100) +
      opening(200, 244, 104, p.body.light, p.walnut, 9) +
      (flag(params, 'plant') ? ellipse(200, 248, 84, p.walnut.dark, 18) + grown : '')
    );
  },
};
