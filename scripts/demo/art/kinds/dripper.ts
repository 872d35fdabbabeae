import { flag, type Kind } from '../kind.js';
import { TILT, clipped, line, oval } from '../shapes.js';
import { band, cylinder, drum, opening, shadow, tube } from '../solids.js';

/** A filter cone on a saucer foot. handle (true). */
export const dripper: Kind = {
  material: 'clay',
  scaleBeside: 'hand',
  focus: { x: 216, y: 262 },
  box: { w: 262, h: 222 },
  draw(p, params) {
    const [cx, top, r] = [186, 240, 116];
    const ribs = [-0.95, -0.6, -0.2, 0.2, 0.6, 0.95].map((k) =>
      line(
        `M${cx + k * (r - 8)} ${top + (1 - Math.abs(k)) * r * TILT}L${cx + k * 22} ${top + 42}`,
        p.body.light,
        3.5,
      ),
    );
    const loop = `M${cx + r * 0.86} ${top + 34}C${cx + r + 62} ${top + 12} ${cx + r + 56} ${top + 104} ${cx + r * 0.5} ${top + 110}`;
    return (
      shadow(p, cx, 430, 62) +
      cylinder(cx, 392, 430, 62, p.body, 60) +
      drum(cx, 384, 394, 106, p.body, 102) +
      (flag(params, 'handle', true) ? tube(loop, 17, p.body) : '') +
      cylinder(cx, top, 382, r, p.body, 46) +
      band(cx, top, top + 9, r, p.body, r * 0.97) +
      opening(cx, top, r, p.body.light, p.body, 7) +
      clipped(oval(cx, top + 1.4, r - 7), ribs.join(''))
    );
  },
};
