import type { Kind } from '../kind.js';
import { clipped, ellipse, gouges, line, path, rect } from '../shapes.js';
import { shadow, solid, tube } from '../solids.js';
import { crease } from './cloth.js';

/** A round dry bag, closed: the mouth rolled down and bent into a loop. */
export const dryBag: Kind = {
  material: 'nylon',
  scaleBeside: 'hand',
  focus: { x: 142, y: 176 },
  box: { w: 190, h: 340 },
  draw(p) {
    const body =
      'M138 196Q114 236 110 280V414A90 22 0 0 0 290 414V280Q286 236 262 196Q256 182 250 178H150Q144 182 138 196z';
    const roll = 'M130 112C96 142 108 178 158 178H242C292 178 304 142 270 112';
    const strap = 'M132 110C152 88 248 88 268 110';
    return (
      shadow(p, 200, 420, 92) +
      line(strap, p.rubber.dark, 17) +
      line(strap, p.rubber.mid, 12, { transform: 'translate(-1.5 -1.5)' }) +
      path(rect(178, 80, 44, 26, 6), p.rubber.dark) +
      path(rect(180, 80, 38, 20, 5), p.rubber.mid) +
      path(rect(193, 84, 6, 14, 2), p.rubber.light) +
      solid(
        body,
        p.body,
        { light: 18, dark: 44, drop: 6, stipple: 26 },
        path('M100 396A100 26 0 0 0 300 396V450H100z', p.body.dark),
      ) +
      clipped(
        body,
        gouges([150, 200], [136, 276], 5, [24, 0], 6, p.body.dark) +
          gouges([160, 198], [150, 250], 3, [30, 0], 3, p.body.light) +
          crease('M110 396A90 22 0 0 0 290 396', p.body, 2),
      ) +
      line(roll, p.body.dark, 34, { 'stroke-linecap': 'butt' }) +
      line(roll, p.body.mid, 27, { 'stroke-linecap': 'butt', transform: 'translate(-1 -2)' }) +
      line(roll, p.body.light, 7, { 'stroke-linecap': 'butt', transform: 'translate(-2 -10)' }) +
      line(roll, p.body.dark, 2.6, { 'stroke-linecap': 'butt', transform: 'translate(0 5)' }) +
      line('M122 122L136 104M278 122L264 104', p.rubber.dark, 14, { 'stroke-linecap': 'butt' }) +
      path(rect(168, 316, 64, 44, 4), p.accent.mid) +
      path('M182 350q18-34 36 0z', p.body.mid) +
      ellipse(200, 329, 4, p.body.mid, 4) +
      tube('M288 300c16 6 16 44 2 54', 8, p.rubber) +
      path(rect(280, 292, 12, 14, 3), p.rubber.dark) +
      path(rect(280, 348, 12, 14, 3), p.rubber.dark)
    );
  },
};
