import type { Kind } from '../kind.js';
import type { Tones } from '../palette.js';
import { line, path, rect } from '../shapes.js';
import { shadow } from '../solids.js';

/** One strand, its braid shown by slanting dashes. */
const strand = (d: string, tones: Tones, width = 15): string =>
  line(d, tones.dark, width) +
  line(d, tones.mid, width * 0.78, { transform: 'translate(-1 -1)' }) +
  line(d, tones.dark, width * 0.7, {
    'stroke-dasharray': '1.8 6.5',
    'stroke-linecap': 'butt',
    opacity: 0.7,
  }) +
  line(d, tones.light, width * 0.24, {
    transform: 'translate(-2.5 -2.5)',
    'stroke-dasharray': '6 2.3',
    'stroke-linecap': 'butt',
  });

/** A coil of rope, bound in the middle, one end hanging out. */
export const rope: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 226, y: 366 },
  box: { w: 300, h: 310 },
  draw(p) {
    const loops = [0, 1, 2, 3, 4].map((i) => {
      const [w, h, lift] = [146 - i * 13, 150 - i * 14, i * 3];
      return strand(
        `M200 ${424 - lift - i * 9}C${200 - w * 1.25} ${424 - lift - i * 9} ${200 - w * 1.1} ${424 - 2 * h + i * 8} 200 ${424 - 2 * h + i * 12}C${200 + w * 1.1} ${424 - 2 * h + i * 8} ${200 + w * 1.25} ${424 - lift - i * 9} 200 ${424 - lift - i * 9}z`,
        p.body,
      );
    });
    const wraps = [0, 1, 2, 3, 4].map((i) => strand(`M${166 + i * 15} 348q-8 48 2 92`, p.body));
    return (
      shadow(p, 200, 424, 138) +
      loops.join('') +
      path(rect(160, 352, 84, 80, 10), p.body.dark) +
      wraps.join('') +
      strand('M232 350C262 322 300 372 296 404S330 440 346 424', p.body) +
      line('M338 428L348 422', p.accent.mid, 16, { 'stroke-linecap': 'butt' })
    );
  },
};
