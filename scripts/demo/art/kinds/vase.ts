import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, line, path, smooth } from '../shapes.js';
import { opening, shadow, vessel } from '../solids.js';

/** A dried grass: a bent stem with a feathered head leaning to `dx`. */
function grass(p: Palette, dx: number, top: number): string {
  const [x, y] = [200 + dx, top];
  const head = smooth([
    [x, y - 34],
    [x - 11 + dx * 0.06, y - 4],
    [x - 9, y + 26],
    [x - dx * 0.05, y + 44],
    [x + 9, y + 24],
    [x + 11 + dx * 0.06, y - 6],
  ]);
  const awns = [-20, -6, 8, 22]
    .map((d) => line(`M${x} ${y + d}l-8-12M${x} ${y + d + 4}l8-12`, p.wood.dark, 1.6))
    .join('');
  return (
    line(`M${200 + dx * 0.05} 262Q${200 + dx * 0.2} ${top + 110} ${x} ${y + 40}`, p.leaf.dark, 3.6) +
    path(head, p.wood.mid) +
    path(head, p.wood.light, { transform: `translate(${x * 0.4 - 3} ${y * 0.4}) scale(.6)` }) +
    awns
  );
}

function sprig(p: Palette, dx: number, top: number): string {
  const leafAt = (x: number, y: number, side: number): string =>
    path(
      `M${x} ${y}Q${x + side * 22} ${y - 22} ${x + side * 34} ${y - 12}Q${x + side * 20} ${y + 8} ${x} ${y}z`,
      side < 0 ? p.leaf.light : p.leaf.mid,
    );
  const rows = [0, 1, 2, 3].map((i) => {
    const [x, y] = [200 + dx * (0.36 + i * 0.18), 232 - (232 - top) * (0.28 + i * 0.2)];
    return leafAt(x, y, -1) + leafAt(x, y - 6, 1);
  });
  return (
    line(`M200 262Q${200 + dx * 0.3} 190 ${200 + dx} ${top}`, p.leaf.dark, 3.6) +
    rows.join('') +
    path(`M${200 + dx} ${top + 8}q-9-18 4-32q9 16-4 32z`, p.leaf.light)
  );
}

/** A bud vase with a narrow neck. stems (dried grass and a sprig in it). */
export const vase: Kind = {
  material: 'clay',
  scaleBeside: 'hand',
  focus: { x: 206, y: 268 },
  box: (params) => (flag(params, 'stems') ? { w: 190, h: 372 } : { w: 170, h: 202 }),
  measured: 202,
  draw: (p, params) =>
    shadow(p, 200, 430, 66) +
    (flag(params, 'stems') ? grass(p, -46, 96) + grass(p, 8, 74) + sprig(p, 66, 112) : '') +
    ellipse(200, 236, 27, p.body.dark) +
    vessel(
      200,
      [
        [236, 27],
        [248, 21],
        [268, 22],
        [296, 42],
        [332, 70],
        [372, 82],
        [408, 74],
        [430, 58],
      ],
      p.body,
      6,
    ) +
    opening(200, 236, 27, p.body.light, p.body, 4) +
    (flag(params, 'stems') ? line('M197 240L198 234M202 240L201 232M206 238L210 228', p.leaf.dark, 3.6) : ''),
};
