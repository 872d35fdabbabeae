import { flag, number, type Kind } from '../kind.js';
import { TILT, line } from '../shapes.js';
import { cylinder, lathe, opening, round, shadow, solid } from '../solids.js';

/** A bowl. depth (factor), lines (two painted lines below the rim; true), rim (a dark edge). */
export const bowl: Kind = {
  material: 'clay',
  scaleBeside: 'hand',
  focus: { x: 262, y: 318 },
  box: (params) => ({ w: 284, h: 40 + 130 * number(params, 'depth', 1) }),
  draw(p, params) {
    const h = 130 * number(params, 'depth', 1);
    const [top, r] = [430 - h, 138];
    const sides = lathe(200, [
      [top, r],
      [top + h * 0.34, r * 0.96],
      [top + h * 0.7, r * 0.74],
      [420, r * 0.44],
    ]);
    const ring = (y: number, k: number): string =>
      line(`M${200 - r * k} ${y}a${r * k} ${r * k * TILT} 0 0 0 ${2 * r * k} 0`, p.accent.mid, 4);
    return (
      shadow(p, 200, 430, 66) +
      cylinder(200, 412, 430, 60, p.body, 58) +
      solid(
        sides,
        p.body,
        round(r * 0.9),
        flag(params, 'lines', true) ? ring(top + h * 0.2, 0.99) + ring(top + h * 0.29, 0.975) : '',
      ) +
      opening(200, top, r, flag(params, 'rim') ? p.iron.mid : p.body.light, p.body, 6)
    );
  },
};
