import { flag, type Kind } from '../kind.js';
import { ellipse, line } from '../shapes.js';
import { band, cylinder, drum, shadow, tube, vessel } from '../solids.js';

/** A vacuum flask, its lid a cup. cup (a second one standing beside it). */
export const flask: Kind = {
  material: 'enamel',
  scaleBeside: 'hand',
  focus: { x: 190, y: 196 },
  box: (params) => ({ w: flag(params, 'cup') ? 300 : 210, h: 376 }),
  measured: 376,
  draw(p, params) {
    const cx = flag(params, 'cup') ? 160 : 185;
    const handle = `M${cx + 66} 236C${cx + 118} 232 ${cx + 118} 246 ${cx + 116} 300C${cx + 116} 372 ${cx + 108} 380 ${cx + 66} 376`;
    const cup =
      shadow(p, 300, 430, 42) +
      cylinder(300, 352, 430, 50, p.steel, 42) +
      ellipse(300, 352, 50, p.steel.light) +
      ellipse(300, 353, 45, p.steel.dark) +
      ellipse(306, 358, 38, p.walnut.mid, 7) +
      ellipse(296, 357, 16, p.walnut.light, 2.6);
    return (
      shadow(p, cx, 430, 72) +
      tube(handle, 18, p.rubber) +
      cylinder(cx, 214, 430, 72, p.body) +
      band(cx, 408, 430, 72.5, p.steel) +
      band(cx, 232, 246, 72.5, p.steel) +
      band(cx, 368, 382, 72.5, p.steel) +
      vessel(
        cx,
        [
          [176, 54],
          [186, 60],
          [204, 69],
          [216, 72],
        ],
        p.steel,
        8,
      ) +
      cylinder(cx, 82, 178, 52, p.body, 58) +
      band(cx, 156, 176, 57.5, p.steel) +
      line(`M${cx - 56} 148a56 13.4 0 0 0 112 0`, p.body.dark, 2) +
      drum(cx, 76, 84, 48, p.body, 52) +
      (flag(params, 'cup') ? cup : '')
    );
  },
};
