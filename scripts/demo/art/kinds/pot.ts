import { flag, type Kind } from '../kind.js';
import { ellipse, line } from '../shapes.js';
import { lathe, round, shadow, solid, tube } from '../solids.js';

/** A bellied pot with a lid. bail (wire handle to hang it by), otherwise two side handles. */
export const pot: Kind = {
  material: 'iron',
  scaleBeside: 'cup',
  focus: { x: 292, y: 314 },
  box: (params) => ({ w: 300, h: flag(params, 'bail') ? 320 : 216 }),
  draw(p, params) {
    const body = lathe(200, [
      [296, 118],
      [318, 128],
      [356, 136],
      [398, 128],
      [430, 100],
    ]);
    const lid = lathe(200, [
      [252, 24],
      [260, 70],
      [280, 112],
      [294, 124],
    ]);
    const bail = 'M76 312C70 190 118 118 200 118S330 190 324 312';
    const ears = [
      [70, 342],
      [330, 342],
    ]
      .map(([x = 0, y = 0]) =>
        tube(
          `M${x < 200 ? 78 : 322} ${y - 24}Q${x < 200 ? 40 : 360} ${y - 20} ${x < 200 ? 72 : 328} ${y + 8}`,
          13,
          p.body,
        ),
      )
      .join('');
    const hung =
      line(bail, p.steel.dark, 7) + line(bail, p.steel.light, 2, { transform: 'translate(-1.5 -1.5)' });
    return (
      shadow(p, 200, 430, 108) +
      (flag(params, 'bail') ? '' : ears) +
      solid(body, p.body, round(130)) +
      ellipse(200, 294, 128, p.body.dark) +
      solid(lid, p.body, round(118)) +
      line('M77 298A124 29.760 0 0 0 323 298', p.body.light, 2) +
      solid(
        lathe(200, [
          [226, 10],
          [232, 20],
          [244, 18],
          [252, 10],
        ]),
        p.body,
        round(18),
      ) +
      (flag(params, 'bail')
        ? hung +
          [76, 324]
            .map((x) => ellipse(x, 312, 9, p.body.dark, 12) + ellipse(x - 1, 310, 5, p.body.light, 7))
            .join('')
        : '')
    );
  },
};
