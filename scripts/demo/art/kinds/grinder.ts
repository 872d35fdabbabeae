import { number, type Kind } from '../kind.js';
import { ellipse, path } from '../shapes.js';
import { band, cylinder, drum, lathe, round, shadow, solid, timberLines } from '../solids.js';

/** A hand mill: wooden barrel, steel dome, crank. height (factor). */
export const grinder: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 214, y: 226 },
  box: (params) => ({ w: 236, h: 128 + 202 * number(params, 'height', 1) }),
  draw(p, params) {
    const cx = 170;
    const top = 430 - 202 * number(params, 'height', 1);
    const barrel = lathe(
      cx,
      [
        [top, 66],
        [top + 60, 60],
        [380, 64],
        [430, 74],
      ],
      7,
    );
    const lines = [-38, -12, 14, 34].map(
      (x) => `M${cx + x} ${top + 30}Q${cx + x - 5} 330 ${cx + x * 1.1} 436`,
    );
    const arm =
      path(
        `M${cx - 12} ${top - 68}L${cx + 122} ${top - 92}q9 0 9 8q0 6-7 8L${cx - 9} ${top - 50}z`,
        p.steel.mid,
      ) + path(`M${cx - 12} ${top - 68}L${cx + 122} ${top - 92}l6 3L${cx - 11} ${top - 62}z`, p.steel.light);
    return (
      shadow(p, cx, 430, 74) +
      solid(barrel, p.body, round(66), timberLines(p.body, lines)) +
      band(cx, 414, 420, 71, p.steel, 72) +
      band(cx, top + 4, top + 20, 66, p.steel, 64.5) +
      solid(
        lathe(cx, [
          [top - 44, 14],
          [top - 36, 38],
          [top - 18, 58],
          [top + 4, 67],
        ]),
        p.steel,
        round(62),
      ) +
      cylinder(cx, top - 62, top - 42, 8, p.steel, 10) +
      arm +
      drum(cx, top - 72, top - 62, 9, p.brass) +
      cylinder(cx + 121, top - 98, top - 82, 4, p.steel) +
      solid(
        lathe(cx + 121, [
          [top - 138, 9],
          [top - 128, 17],
          [top - 112, 16],
          [top - 96, 8],
        ]),
        p.walnut,
        round(15),
      ) +
      ellipse(cx + 116, top - 130, 4, p.walnut.light, 3)
    );
  },
};
