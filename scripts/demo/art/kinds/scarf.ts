import type { Kind } from '../kind.js';
import { clipped, gouges, path, smooth } from '../shapes.js';
import { flatShadow, solid } from '../solids.js';
import { crease, fringe } from './cloth.js';

/** A scarf laid down doubled, one end over the other, both fringed. */
export const scarf: Kind = {
  material: 'wool',
  scaleBeside: 'figure',
  focus: { x: 172, y: 392 },
  box: { w: 230, h: 356 },
  draw(p) {
    const under = smooth(
      [
        [150, 104],
        [196, 92],
        [250, 112],
        [272, 220],
        [298, 352],
        [240, 366],
        [196, 360],
        [176, 240],
      ],
      true,
      8,
    );
    const over = smooth(
      [
        [148, 100],
        [184, 84],
        [236, 88],
        [252, 112],
        [238, 190],
        [222, 290],
        [214, 398],
        [160, 404],
        [102, 396],
        [112, 290],
        [130, 180],
      ],
      true,
      8,
    );
    const lower = [0, 1, 2]
      .map((i) => path(`M90 ${328 + i * 20}q66 8 140 0v9q-74 8-140 0z`, p.accent.mid))
      .join('');
    const upper = [0, 1, 2]
      .map((i) => path(`M170 ${296 + i * 20}q66 2 140-8v9q-74 10-140 8z`, p.accent.mid))
      .join('');
    return (
      flatShadow(p, under) +
      flatShadow(p, over) +
      fringe([204, 358], [296, 348], 15, 34, p.body) +
      solid(under, p.body, { light: 6, dark: 20, drop: 4, stipple: 16 }, upper) +
      clipped(under, path(over, p.body.dark, { transform: 'translate(6 5)' })) +
      fringe([104, 396], [212, 398], 18, 36, p.body) +
      solid(over, p.body, { light: 12, dark: 18, drop: 4, stipple: 16 }, lower) +
      clipped(
        over,
        gouges([168, 110], [140, 330], 3, [24, 0], 3.4, p.body.dark) +
          crease('M150 108Q196 94 248 112', p.body, 2.6),
      )
    );
  },
};
