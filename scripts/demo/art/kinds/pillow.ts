import { flag, type Kind } from '../kind.js';
import { clipped, gouges, line, path, smooth } from '../shapes.js';
import { shadow, solid } from '../solids.js';
import { crease, repeat } from './cloth.js';

const outline = smooth(
  [
    [40, 272],
    [54, 266],
    [104, 262],
    [152, 248],
    [200, 242],
    [250, 246],
    [298, 260],
    [346, 262],
    [362, 268],
    [362, 288],
    [350, 322],
    [348, 352],
    [352, 388],
    [364, 416],
    [360, 431],
    [330, 434],
    [280, 439],
    [200, 444],
    [118, 440],
    [66, 434],
    [40, 432],
    [37, 416],
    [49, 386],
    [53, 350],
    [50, 318],
    [38, 290],
  ],
  true,
  6,
);

/** A plump pillow. ticking (fine upright stripes). */
export const pillow: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 92, y: 318 },
  box: { w: 316, h: 190 },
  draw(p, params) {
    const ticking = flag(params, 'ticking');
    const stripes = repeat(15, (t) => {
      const [x, bulge] = [66 + t * 268, (t - 0.5) * 46];
      return `M${x} 250Q${x + bulge} 345 ${x} 442`;
    });
    const corners =
      gouges([46, 268], [124, 322], 3, [8, 6], 5, p.body.dark) +
      gouges([352, 266], [282, 316], 3, [-6, 10], 5, p.body.dark) +
      gouges([48, 424], [112, 386], 2, [12, 4], 5, p.body.dark) +
      gouges([352, 424], [296, 380], 2, [-14, 2], 5, p.body.dark);
    return (
      shadow(p, 200, 434, 148) +
      solid(
        outline,
        p.body,
        { light: 14, dark: 30, drop: 26, stipple: 26 },
        ticking ? line(stripes, p.accent.mid, 2.6) : '',
      ) +
      clipped(
        outline,
        corners + path('M148 306Q204 346 262 312Q204 328 148 306z', p.body.dark, { opacity: 0.5 }),
      ) +
      line('M44 430Q120 436 200 440T356 430', p.body.light, 3) +
      crease('M48 425Q120 431 200 435T352 425', p.body, 1.8, 0.6) +
      (ticking ? '' : path('M318 432l16-1v17l-16 1z', p.leather.mid))
    );
  },
};
