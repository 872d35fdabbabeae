import { word, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { TILT, clipped, ellipse, line, path, smooth } from '../shapes.js';
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

/** Sheet steel tube for twigs: fuel door, air holes, pot rests on the rim. */
function twigStove(p: Palette): string {
  const [top, r] = [236, 104];
  const hole = (dx: number, y: number): string => {
    const squeeze = Math.sqrt(1 - (dx / (r + 2)) ** 2);
    return ellipse(200 + dx, y + squeeze * r * TILT, 7.5 * squeeze, p.ink, 7.5);
  };
  const holes = [-86, -56, -20, 20, 56, 86].map((dx) => hole(dx, top + 26)).join('');
  const low = [-84, -60, 60, 84].map((dx) => hole(dx, 398)).join('');
  const rest = (dx: number, dy: number, tone: string): string =>
    path(`M${200 + dx - 15} ${top + dy + 4}l5-30q10-5 20 0l5 30z`, tone) +
    path(`M${200 + dx - 15} ${top + dy + 4}l5-30h4l-4 30z`, p.body.light);
  const door = 'M158 440V356Q158 330 194 330T230 356V440Q194 458 158 438z';
  const twig = (x1: number, y1: number, x2: number, y2: number): string =>
    tube(`M${x1} ${y1}L${x2} ${y2}`, 12, p.walnut) + ellipse(x2, y2, 5, p.wood.mid, 5.5);
  return (
    shadow(p, 200, 430, r) +
    rest(60, -20, p.body.dark) +
    rest(-60, -20, p.body.dark) +
    cylinder(200, top, 430, r, p.body, r + 4) +
    opening(200, top, r, p.body.light, p.iron, 5) +
    clipped(
      `M0 0H400V${top}H${200 + r - 6}A${r - 6} ${(r - 6) * TILT} 0 0 1 ${200 - r + 6} ${top}H0z`,
      flame(p, 176, top + 22, 84) + flame(p, 226, top + 24, 66) + flame(p, 202, top + 28, 50),
    ) +
    band(200, 318, 323, r + 2, p.body) +
    holes +
    low +
    path(door, p.ink) +
    clipped(door, ellipse(194, 450, 40, p.flame.dark, 16) + flame(p, 192, 440, 76)) +
    rest(0, r * TILT + 2, p.body.mid) +
    twig(200, 420, 118, 448) +
    twig(210, 424, 176, 462)
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
  box: (params) => (word(params, 'fuel', 'twigs') === 'gas' ? { w: 190, h: 250 } : { w: 226, h: 290 }),
  draw: (p, params) => (word(params, 'fuel', 'twigs') === 'gas' ? gasStove(p) : twigStove(p)),
};
