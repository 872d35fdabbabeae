import { number, type Kind } from '../kind.js';
import { ellipse, path, smooth } from '../shapes.js';
import { cylinder, opening, shadow } from '../solids.js';

/** A frying pan, its handle riveted on. depth (factor): 1 pan, 1.8 sauté pan. */
export const pan: Kind = {
  material: 'iron',
  scaleBeside: 'cup',
  focus: { x: 262, y: 366 },
  box: (params) => ({ w: 356, h: 132 + 50 * number(params, 'depth', 1) }),
  draw(p, params) {
    const [cx, r] = [150, 128];
    const top = 430 - 50 * number(params, 'depth', 1);
    const bar = smooth([
      [238, top - 18],
      [274, top - 40],
      [318, top - 74],
      [356, top - 106],
      [374, top - 110],
      [377, top - 93],
      [344, top - 58],
      [300, top - 20],
      [264, top + 8],
    ]);
    const lit = smooth([
      [244, top - 17],
      [276, top - 37],
      [318, top - 70],
      [356, top - 102],
      [368, top - 105],
      [326, top - 66],
      [282, top - 30],
      [252, top - 8],
    ]);
    const rivets = [
      [248, -8],
      [258, 2],
    ].map(
      ([x = 0, dy = 0]) =>
        ellipse(x, top + dy, 5, p.steel.dark, 4) + ellipse(x - 1, top + dy - 1, 3.3, p.steel.light, 2.4),
    );
    return (
      shadow(p, cx, 430, r * 0.84) +
      path(
        smooth([
          [262, 428],
          [310, 412],
          [372, 384],
          [376, 390],
          [320, 424],
          [268, 440],
        ]),
        p.shadow,
      ) +
      path(bar, p.body.dark, { transform: 'translate(2 7)' }) +
      path(bar, p.body.mid) +
      path(lit, p.body.light) +
      ellipse(363, top - 98, 5.5, p.body.dark, 4.5) +
      ellipse(363.6, top - 97.5, 4.5, p.ground, 3.5) +
      cylinder(cx, top, 430, r, p.body, r * 0.82) +
      opening(cx, top, r, p.body.light, p.body, 5) +
      ellipse(cx - 6, top + 9, r * 0.76, p.body.dark) +
      ellipse(cx - 36, top + 6, r * 0.32, p.body.mid) +
      rivets.join('')
    );
  },
};
