import type { Kind } from '../kind.js';
import { line, smooth, turned } from '../shapes.js';
import { band, cylinder, drum, lathe, round, shadow, solid, timberLines } from '../solids.js';

/** A dish brush standing on its bristles, the handle leaning back to the right. */
export const brush: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 168, y: 326 },
  box: { w: 260, h: 358 },
  draw(p) {
    const cx = 148;
    const hairs = Array.from({ length: 15 }, (_, i) => {
      const k = (i - 7) / 7;
      return line(
        `M${cx + k * 60} 350Q${cx + k * 70} 400 ${cx + k * 80} ${430 + Math.sqrt(1 - k * k * 0.98) * 19}`,
        i % 2 === 0 ? p.wool.dark : p.wool.light,
        1.8,
      );
    }).join('');
    const grip = smooth([
      [136, 330],
      [140, 280],
      [136, 220],
      [132, 150],
      [138, 96],
      [150, 84],
      [162, 96],
      [168, 150],
      [164, 220],
      [160, 280],
      [164, 330],
    ]);
    const stem = solid(
      grip,
      p.body,
      { light: 6, dark: 12, drop: 2, stipple: 8 },
      timberLines(p.body, ['M143 110Q139 200 147 320', 'M154 100Q158 200 153 320']),
    );
    return (
      shadow(p, cx, 430, 78) +
      cylinder(cx, 352, 430, 60, { ...p.wool, grain: 'none' }, 80, hairs) +
      drum(cx, 334, 352, 64, p.body, 62) +
      turned(stem + band(150, 300, 316, 14, p.steel), 33, 150, 330) +
      solid(
        lathe(cx + 3, [
          [310, 18],
          [318, 30],
          [332, 42],
        ]),
        p.body,
        round(34),
      ) +
      turned(line('M150 106C132 74 172 70 152 106', p.flame.dark, 4), 33, 150, 330)
    );
  },
};
