import { word, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, line, path, smooth } from '../shapes.js';
import { band, cylinder, drum, opening, shadow, tube } from '../solids.js';

/** A flame with its foot at `x`, `y`, `h` high. */
export function flame(p: Palette, x: number, y: number, h: number): string {
  const tongue = (k: number, lift: number): string =>
    smooth([
      [x, y - lift],
      [x - h * 0.27 * k, y - h * 0.24 * k - lift],
      [x - h * 0.14 * k, y - h * 0.55 * k - lift],
      [x + h * 0.05 * k, y - h * k - lift],
      [x + h * 0.16 * k, y - h * 0.55 * k - lift],
      [x + h * 0.26 * k, y - h * 0.22 * k - lift],
    ]);
  return (
    path(tongue(1, 0), p.flame.mid) +
    path(tongue(0.66, h * 0.03), p.flame.light) +
    path(tongue(0.34, h * 0.04), p.wax.light)
  );
}

/** Sheet steel tube for twigs: fuel door, air holes, serrated pot rests. */
function twigStove(p: Palette): string {
  const top = 232;
  const holes = [-62, -34, 34, 62]
    .map((dx) => ellipse(200 + dx, 408 + (62 - Math.abs(dx)) * 0.14, 7, p.ink, 7))
    .join('');
  const rest = (x: number, h: number): string =>
    path(`M${x - 14} ${top + 8}l5-${h}h18l5 ${h}z`, x > 200 ? p.body.dark : p.body.mid) +
    path(`M${x - 14} ${top + 8}l5-${h}h4l-3 ${h}z`, p.body.light);
  const door = 'M158 430V352Q158 326 194 326T230 352V432Q194 438 158 430z';
  const twig = (x1: number, y1: number, x2: number, y2: number): string =>
    tube(`M${x1} ${y1}L${x2} ${y2}`, 11, p.walnut) + ellipse(x2, y2, 5, p.wood.mid, 5.5);
  return (
    shadow(p, 200, 430, 104) +
    rest(200, 22) +
    flame(p, 186, top + 12, 62) +
    flame(p, 222, top + 14, 44) +
    rest(122, 26) +
    rest(278, 26) +
    cylinder(200, top, 430, 104, p.body, 108) +
    band(200, top, top + 9, 105, p.body) +
    band(200, 320, 326, 107, p.body) +
    line('M97 246a104 24.960 0 0 0 206 0', p.body.dark, 2) +
    path(door, p.ink) +
    flame(p, 192, 424, 66) +
    holes +
    twig(196, 416, 120, 452) +
    twig(206, 420, 182, 462)
  );
}

/** A burner on a folding tripod, for a gas cartridge underneath. */
function gasStove(p: Palette): string {
  const arm = (x: number): string => tube(`M200 268L${x} 240L${x} 214`, 9, p.steel);
  return (
    shadow(p, 200, 430, 86) +
    cylinder(200, 352, 430, 88, p.body, 88) +
    drum(200, 338, 352, 58, p.body, 88) +
    band(200, 376, 404, 88.5, p.accent) +
    cylinder(200, 296, 342, 15, p.brass) +
    tube('M212 316L268 316', 7, p.steel) +
    line('M268 304L296 304L296 328L268 328z', p.body.dark, 6) +
    arm(120) +
    arm(280) +
    drum(200, 262, 300, 42, p.steel, 18) +
    opening(200, 260, 42, p.steel.light, p.iron, 6) +
    [-22, 0, 22].map((dx) => flame(p, 200 + dx, 266, 40 - Math.abs(dx) * 0.5)).join('') +
    arm(200)
  );
}

/** A stove. fuel: twigs (the fallback) or gas. */
export const stove: Kind = {
  material: 'steel',
  scaleBeside: 'cup',
  focus: (params) => (word(params, 'fuel', 'twigs') === 'gas' ? { x: 210, y: 286 } : { x: 190, y: 380 }),
  box: (params) => (word(params, 'fuel', 'twigs') === 'gas' ? { w: 190, h: 250 } : { w: 226, h: 262 }),
  draw: (p, params) => (word(params, 'fuel', 'twigs') === 'gas' ? gasStove(p) : twigStove(p)),
};
