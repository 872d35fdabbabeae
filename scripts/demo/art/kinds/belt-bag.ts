import type { Kind } from '../kind.js';
import { clipped, gouges, line, path, rect, smooth } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

/** A rounded bag on a webbing strap that lies in a loop behind it. */
export const beltBag: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 118, y: 306 },
  box: { w: 336, h: 262 },
  draw(p) {
    const body = smooth(
      [
        [64, 316],
        [96, 278],
        [150, 262],
        [200, 260],
        [250, 262],
        [304, 278],
        [336, 316],
        [338, 366],
        [310, 412],
        [250, 434],
        [200, 438],
        [150, 434],
        [90, 412],
        [62, 366],
      ],
      true,
      7,
    );
    const webbing = 'M74 330C-6 300 40 176 200 176S406 300 326 330';
    const zip = 'M74 316Q104 284 152 274T248 274T326 316';
    return (
      shadow(p, 200, 426, 130) +
      line(webbing, p.leather.dark, 25, { transform: 'translate(2 4)' }) +
      line(webbing, p.leather.mid, 24) +
      line(webbing, p.leather.light, 1.6, { 'stroke-dasharray': '4 3' }) +
      path(rect(176, 160, 48, 32, 5), p.rubber.dark) +
      path(rect(176, 160, 44, 28, 5), p.rubber.mid) +
      path(rect(196, 164, 6, 20, 2), p.rubber.light) +
      path('M60 306l30 14v40l-26 6q-12-30-4-60z', p.body.dark) +
      path('M340 306l-30 14v40l26 6q12-30 4-60z', p.body.dark) +
      solid(body, p.body, { light: 12, dark: 30, drop: 16, stipple: 24 }) +
      clipped(
        body,
        path('M50 330Q110 290 200 286T350 330V340Q290 298 200 296T50 340z', p.body.dark, { opacity: 0.65 }) +
          gouges([112, 340], [146, 414], 2, [22, 6], 5, p.body.dark) +
          gouges([288, 340], [258, 414], 2, [-26, 6], 5, p.body.dark) +
          crease('M66 384Q200 420 334 384', p.body, 1.6, 0.5),
      ) +
      line(zip, p.canvas.dark, 11) +
      line(zip, p.brass.dark, 5.5) +
      line(zip, p.brass.light, 3.6, { 'stroke-dasharray': '2.5 2.5', 'stroke-linecap': 'butt' }) +
      stitches('M76 330Q106 298 154 288T246 288T324 330', p.body.light, 1.5) +
      path(rect(112, 282, 15, 16, 3), p.brass.mid) +
      path(rect(116, 294, 9, 36, 4), p.leather.mid) +
      path(rect(122, 296, 3, 32, 2), p.leather.dark)
    );
  },
};
