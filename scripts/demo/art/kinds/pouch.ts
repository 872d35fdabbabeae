import type { Kind } from '../kind.js';
import { clipped, gouges, line, path, rect, smooth } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

/** A zip pouch standing on its boxed base. */
export const pouch: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 98, y: 286 },
  box: { w: 318, h: 196 },
  draw(p) {
    const body = smooth(
      [
        [62, 262],
        [110, 252],
        [200, 248],
        [290, 252],
        [338, 262],
        [346, 330],
        [336, 404],
        [310, 428],
        [200, 436],
        [90, 428],
        [64, 404],
        [54, 330],
      ],
      true,
      8,
    );
    const teeth = 'M66 266Q130 254 200 252T334 266';
    return (
      shadow(p, 200, 428, 136) +
      path('M62 250l-22 4q-8 22 4 40l22-6z', p.leather.dark) +
      path('M62 250l-22 4q-8 22 4 36l22-6z', p.leather.mid) +
      solid(body, p.body, { light: 12, dark: 30, drop: 12, stipple: 22 }) +
      clipped(
        body,
        gouges([84, 430], [104, 392], 2, [-14, -6], 4, p.body.dark) +
          gouges([318, 430], [298, 392], 2, [14, -6], 4, p.body.dark) +
          gouges([150, 290], [182, 372], 2, [50, 8], 5, p.body.dark) +
          path('M50 270Q200 236 350 270V282Q200 252 50 282z', p.body.dark, { opacity: 0.6 }) +
          crease('M70 412Q200 424 330 412', p.body, 2),
      ) +
      line(teeth, p.canvas.dark, 13) +
      line(teeth, p.brass.dark, 6) +
      line(teeth, p.brass.light, 4, { 'stroke-dasharray': '2.5 2.5', 'stroke-linecap': 'butt' }) +
      stitches('M66 280Q130 268 200 266T334 280', p.body.light, 1.5) +
      path(rect(94, 250, 16, 18, 3), p.brass.mid) +
      path(rect(98, 264, 9, 38, 4), p.leather.dark) +
      path(rect(97, 264, 8, 36, 4), p.leather.mid) +
      path(rect(290, 372, 34, 22, 2), p.accent.mid) +
      stitches(rect(293, 375, 28, 16), p.accent.dark, 1)
    );
  },
};
