import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, ellipse, line, path, poly, smooth, texture, type Point } from '../shapes.js';
import { shadow } from '../solids.js';

/** Rings of a hill, each a little smaller and shifted. */
const hill = (cx: number, cy: number, r: number, count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const reach = r * (1 - i / (count + 0.6));
    const points = Array.from({ length: 10 }, (_unused, k): Point => {
      const angle = (k / 10) * 2 * Math.PI;
      const wobble = 1 + 0.16 * Math.sin(k * 2.3 + cx) + 0.1 * Math.cos(k * 1.7 + cy);
      return [
        cx + i * 3 + Math.cos(angle) * reach * wobble,
        cy - i * 3 + Math.sin(angle) * reach * wobble * 0.9,
      ];
    });
    return smooth(points);
  }).join('');

const hills: readonly (readonly [cx: number, cy: number, r: number, count: number])[] = [
  [128, 206, 82, 7],
  [286, 222, 74, 6],
  [226, 368, 66, 5],
];

/** What is printed between `from` and `to` of the sheet, in the plane of the picture. */
const print = (p: Palette, from: number, to: number): string =>
  path(
    smooth([
      [250, 110],
      [330, 130],
      [360, 220],
      [330, 330],
      [250, 300],
      [220, 200],
    ]),
    p.leaf.light,
    { opacity: 0.55 },
  ) +
  path(
    smooth([
      [60, 300],
      [130, 290],
      [170, 350],
      [130, 420],
      [50, 430],
    ]),
    p.leaf.light,
    { opacity: 0.55 },
  ) +
  line(
    hills
      .filter(([x, , r]) => x + r * 1.3 > from && x - r * 1.3 < to)
      .map((each) => hill(...each))
      .join(''),
    p.copper.mid,
    1.7,
    {
      opacity: 0.85,
    },
  ) +
  path(
    smooth([
      [170, 318],
      [196, 300],
      [214, 314],
      [202, 338],
      [176, 342],
    ]),
    p.glass.mid,
  ) +
  line('M30 250C90 300 130 290 172 322M210 334C262 330 300 390 380 372', p.glass.dark, 3.2) +
  line('M20 150C100 130 180 160 214 250S300 290 390 280', p.copper.dark, 3) +
  line('M96 460C110 400 190 402 214 300S250 180 240 90', p.flame.dark, 2.4, { 'stroke-dasharray': '6 5' }) +
  [
    [214, 252],
    [128, 200],
    [300, 214],
  ]
    .map(
      ([x = 0, y = 0]) =>
        path(`M${x} ${y}l-6-11a7 7 0 1 1 12 0z`, p.flame.dark) + ellipse(x, y - 14, 2.4, p.paper.light, 2.4),
    )
    .join('');

/** A walking map standing half unfolded: panels in a zigzag, cover at the left. */
export const map: Kind = {
  material: 'paper',
  scaleBeside: 'hand',
  focus: { x: 214, y: 262 },
  box: { w: 330, h: 296 },
  draw(p) {
    const xs = [36, 92, 148, 204, 260, 316, 366];
    const lift = (i: number): number => (i % 2 === 0 ? 0 : 24);
    const panel = (i: number): string => {
      const [x1 = 0, x2 = 0] = [xs[i], xs[i + 1]];
      const [a, b] = [430 - lift(i) + 4, 430 - lift(i + 1) + 4];
      const d = poly([x1, a - 268], [x2, b - 268], [x2, b], [x1, a]);
      const lit = i % 2 === 1;
      const cover = i === 0;
      const skew = (b - a) / (x2 - x1);
      const ink = `<g transform="matrix(1 ${skew} 0 1 0 ${a - skew * x1 - 434})">${cover ? coverPrint(p) : print(p, x1, x2)}</g>`;
      const fold = lit
        ? ''
        : path(poly([x2 - 12, b - 270], [x2, b - 270], [x2, b + 4], [x2 - 12, b + 4]), p.paper.dark, {
            opacity: 0.4,
          });
      const shade = lit ? '' : path(d, p.paper.dark, { opacity: 0.34 });
      const half = line(`M${x1} ${a - 134}L${x2} ${b - 134}`, p.paper.dark, 1.6, { opacity: 0.6 });
      return (
        path(d, cover ? p.leaf.dark : p.paper.light) +
        clipped(d, ink + texture(d, p.paper) + shade + fold + half)
      );
    };
    return (
      shadow(p, 204, 422, 158) +
      xs
        .slice(0, -1)
        .map((_, i) => panel(i))
        .join('')
    );
  },
};

const coverPrint = (p: Palette): string =>
  path('M36 300L64 244L78 268L90 250L120 306V440H36z', p.leaf.light) +
  path('M64 244l9 18l-8 6l-8-8z', p.paper.light) +
  ellipse(74, 214, 10, p.flame.light, 10) +
  path('M46 180h40v8h-40zM46 194h28v5h-28z', p.paper.light) +
  path('M30 330Q70 310 100 330V440H30z', p.leaf.mid);
