import { flag, type Kind } from '../kind.js';
import { along, ellipse, path, smooth, type Point } from '../shapes.js';
import { level, lying, solid, timberLines } from '../solids.js';

const bowl: Point[] = [
  [268, 270],
  [290, 250],
  [326, 240],
  [364, 250],
  [384, 280],
  [364, 310],
  [326, 320],
  [290, 310],
  [268, 290],
];

/** A wooden spoon lying down. slotted. */
export const spoon: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 250, y: 214 },
  box: { w: 246, h: 316 },
  draw(p, params) {
    const outline = smooth([
      [8, 272],
      [24, 267],
      [120, 270],
      [220, 272],
      ...bowl,
      [220, 288],
      [120, 291],
      [24, 293],
      [8, 288],
    ]);
    const hollow = smooth([
      [292, 276],
      [306, 262],
      [334, 256],
      [358, 264],
      [371, 282],
      [356, 299],
      [330, 305],
      [306, 299],
      [293, 288],
    ]);
    const slots = flag(params, 'slotted')
      ? [268, 281, 294].map((y) => path(`M312 ${y - 3}h40q4 3 0 6h-40q-4-3 0-6z`, p.shadow)).join('')
      : '';
    const drawing =
      solid(
        outline,
        along(p.body),
        level(30),
        timberLines(p.body, ['M20 277Q140 282 262 276', 'M30 285Q140 286 250 286']),
      ) +
      path(hollow, p.body.dark) +
      path(
        smooth([
          [300, 284],
          [312, 270],
          [338, 266],
          [360, 276],
          [368, 286],
          [352, 299],
          [328, 303],
          [308, 298],
        ]),
        p.body.mid,
      ) +
      slots +
      ellipse(24, 280, 4.5, p.body.dark, 4.5) +
      ellipse(24.6, 280.8, 3.5, p.shadow, 3.5);
    return lying(p, -53, outline, drawing);
  },
};
