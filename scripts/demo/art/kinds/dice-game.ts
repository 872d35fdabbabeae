import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, line, path, poly, type Point } from '../shapes.js';
import { band, cylinder, opening, shadow, stitches } from '../solids.js';

type Spots = readonly (readonly [u: number, v: number])[];

const faces: Record<number, Spots> = {
  1: [[0.5, 0.5]],
  2: [
    [0.27, 0.27],
    [0.73, 0.73],
  ],
  3: [
    [0.25, 0.25],
    [0.5, 0.5],
    [0.75, 0.75],
  ],
  5: [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.5, 0.5],
    [0.25, 0.75],
    [0.75, 0.75],
  ],
  6: [
    [0.27, 0.22],
    [0.27, 0.5],
    [0.27, 0.78],
    [0.73, 0.22],
    [0.73, 0.5],
    [0.73, 0.78],
  ],
};

/** One face of a die between three corners, with its spots. */
function face(
  origin: Point,
  right: Point,
  below: Point,
  spots: Spots,
  fill: string,
  ink: string,
  r: number,
): string {
  const at = (u: number, v: number): Point => [
    origin[0] + (right[0] - origin[0]) * u + (below[0] - origin[0]) * v,
    origin[1] + (right[1] - origin[1]) * u + (below[1] - origin[1]) * v,
  ];
  const flat = Math.abs(right[1] - origin[1]) > 6 && Math.abs(below[1] - origin[1]) < 20 ? 0.5 : 1;
  return (
    path(poly(at(0, 0), at(1, 0), at(1, 1), at(0, 1)), fill, {
      stroke: fill,
      'stroke-width': 4,
      'stroke-linejoin': 'round',
    }) + spots.map(([u, v]) => ellipse(...at(u, v), r, ink, r * flat)).join('')
  );
}

/** A die standing with its nearest edge at `x`, `y`; top, left and right show `top`, `left`, `right`. */
function die(
  p: Palette,
  x: number,
  y: number,
  s: number,
  shown: readonly [number, number, number],
  lean = 0,
): string {
  const [wl, wr] = [s * (0.72 + lean), s * (0.72 - lean)];
  const [hl, hr] = [wl * 0.32, wr * 0.32];
  const nearTop: Point = [x, y - s];
  const leftTop: Point = [x - wl, y - s - hl];
  const rightTop: Point = [x + wr, y - s - hr];
  const spots = (n: number): Spots => faces[n] ?? [];
  const ink = p.walnut.dark;
  const farTop: Point = [x + wr - wl, y - s - hl - hr];
  return (
    shadow(p, x + 4, y - 4, s * 0.74) +
    face(leftTop, nearTop, [x - wl, y - hl], spots(shown[1]), p.wood.mid, ink, s * 0.085) +
    face(nearTop, rightTop, [x, y], spots(shown[2]), p.wood.dark, ink, s * 0.085) +
    face(leftTop, farTop, nearTop, spots(shown[0]), p.wood.light, ink, s * 0.1)
  );
}

/** Five wooden dice before a leather cup. */
export const diceGame: Kind = {
  material: 'leather',
  scaleBeside: 'hand',
  focus: { x: 196, y: 372 },
  box: { w: 320, h: 290 },
  draw(p) {
    const cx = 156;
    return (
      shadow(p, cx, 396, 88) +
      cylinder(cx, 172, 396, 92, p.body, 80) +
      band(cx, 196, 214, 90.5, p.body, 89.6) +
      stitches(`M${cx - 91} 190a91 21.800 0 0 0 182 0`, p.canvas.light, 2) +
      stitches(`M${cx - 82} 378a82 19.700 0 0 0 164 0`, p.canvas.light, 2) +
      stitches(`M${cx + 20} 196L${cx + 17} 412`, p.canvas.light, 2) +
      line(`M${cx + 26} 196L${cx + 23} 412`, p.body.dark, 1.6) +
      opening(cx, 172, 92, p.body.light, p.felt, 8) +
      die(p, 262, 392, 44, [6, 3, 2], 0.12) +
      die(p, 328, 404, 44, [1, 5, 3], -0.1) +
      die(p, 128, 440, 46, [5, 1, 3], -0.06) +
      die(p, 214, 448, 46, [3, 6, 5], 0.06) +
      die(p, 292, 450, 46, [2, 3, 1], -0.02)
    );
  },
};
