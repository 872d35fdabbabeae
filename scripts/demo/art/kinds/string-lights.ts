import type { Kind } from '../kind.js';
import { ellipse, glow, line, path, smooth, turned, type Point } from '../shapes.js';
import { cylinder } from '../solids.js';
import type { Palette } from '../palette.js';

function bulb(p: Palette, [x, y]: Point, lean: number): string {
  const glass = smooth([
    [x, y + 20],
    [x - 17, y + 38],
    [x - 14, y + 60],
    [x, y + 69],
    [x + 14, y + 60],
    [x + 17, y + 38],
  ]);
  return turned(
    ellipse(x, y + 44, 46, glow(`${p.wax.light}/0.95`, `${p.wax.light}/0.35`, `${p.wax.light}/0`), 46) +
      path(glass, p.flame.light) +
      path(
        smooth([
          [x - 2, y + 30],
          [x - 10, y + 44],
          [x - 5, y + 58],
          [x + 8, y + 58],
          [x + 10, y + 42],
        ]),
        p.wax.light,
      ) +
      line(`M${x - 4} ${y + 30}l2 16l4-6l3 7l1-17`, p.flame.dark, 1.5) +
      cylinder(x, y + 1, y + 24, 9, p.body, 10),
    lean,
    x,
    y,
  );
}

const rows: { wire: string; bulbs: [Point, number][] }[] = [
  {
    wire: 'M20 96Q120 200 206 168T384 92',
    bulbs: [
      [[72, 139], 5],
      [[148, 171], 0],
      [[232, 160], -3],
      [[318, 128], -6],
    ],
  },
  {
    wire: 'M16 226Q110 308 210 286T386 204',
    bulbs: [
      [[58, 258], 6],
      [[136, 287], 2],
      [[222, 284], -2],
      [[306, 251], -6],
    ],
  },
  {
    wire: 'M26 338Q130 412 220 392T376 330',
    bulbs: [
      [[96, 376], 4],
      [[182, 397], 0],
      [[272, 379], -4],
    ],
  },
];

/** A string of bulbs, hung in three swags. */
export const stringLights: Kind = {
  material: 'rubber',
  scaleBeside: 'hand',
  focus: { x: 146, y: 196 },
  box: { w: 372, h: 376 },
  draw: (p) =>
    rows
      .map(
        ({ wire, bulbs }) =>
          line(wire, p.shadow, 6, { transform: 'translate(6 9)' }) +
          line(wire, p.body.dark, 6) +
          line(wire, p.body.light, 1.5, { transform: 'translate(-1 -1.5)' }) +
          bulbs.map(([at, lean]) => bulb(p, at, lean)).join(''),
      )
      .join(''),
};
