import { flag, number, type Kind } from '../kind.js';
import { ellipse, gouges } from '../shapes.js';
import { band, cylinder, drum, shadow, tube, vessel } from '../solids.js';

/** A drinking bottle with a screw cap. loop (a carrying loop on the cap), height (factor), stripe. */
export const bottle: Kind = {
  material: 'enamel',
  scaleBeside: 'hand',
  focus: (params) => ({ x: 206, y: 470 - 330 * number(params, 'height', 1) }),
  box: (params) => ({ w: 140, h: 372 * number(params, 'height', 1) }),
  draw(p, params) {
    const h = 330 * number(params, 'height', 1);
    const top = 430 - h + 26;
    const loop = flag(params, 'loop')
      ? tube(`M178 ${top - 34}C176 ${top - 82} 224 ${top - 82} 222 ${top - 34}`, 9, p.rubber)
      : '';
    return (
      shadow(p, 200, 430, 66) +
      vessel(
        200,
        [
          [top, 34],
          [top + 12, 37],
          [top + 34, 50],
          [top + 60, 62],
          [top + 88, 66],
          [400, 66],
          [430, 66],
        ],
        p.body,
        8,
      ) +
      band(200, 410, 430, 66.5, p.steel) +
      (flag(params, 'stripe') ? band(200, 330, 346, 66.5, p.accent) : '') +
      gouges([152, top + 96], [152, 350], 1, [0, 0], 5, p.body.light) +
      cylinder(200, top - 8, top + 4, 34, p.steel) +
      loop +
      cylinder(200, top - 34, top - 6, 38, p.rubber) +
      ellipse(200, top - 34, 38, p.rubber.light) +
      ellipse(202, top - 33, 29, p.rubber.mid) +
      drum(200, top - 38, top - 34, 12, p.steel)
    );
  },
};
