import type { Kind } from '../kind.js';
import { clipped, gouges, line, smooth } from '../shapes.js';
import { flatShadow, stitches } from '../solids.js';
import { crease, laidOut } from './cloth.js';

const outline = (grow: number): string =>
  smooth([
    [52 - grow, 318],
    [76, 258 - grow],
    [140, 236 - grow],
    [200, 244 - grow],
    [260, 236 - grow],
    [324, 258 - grow],
    [348 + grow, 318],
    [324, 384 + grow],
    [268, 402 + grow],
    [226, 378 + grow],
    [200, 350 + grow],
    [174, 378 + grow],
    [132, 402 + grow],
    [76, 384 + grow],
  ]);

/** A padded sleeping mask with its band behind it. */
export const eyeMask: Kind = {
  material: 'wool',
  scaleBeside: 'hand',
  focus: { x: 92, y: 300 },
  box: { w: 320, h: 272 },
  draw(p) {
    const band = 'M66 320C40 120 360 120 334 320';
    return (
      line(band, p.shadow, 26, { transform: 'translate(7 9)', 'stroke-linecap': 'butt' }) +
      line(band, p.accent.mid, 26, { 'stroke-linecap': 'butt' }) +
      line(band, p.accent.dark, 26, { 'stroke-linecap': 'butt', 'stroke-dasharray': '2 7', opacity: 0.6 }) +
      flatShadow(p, outline(6)) +
      laidOut(p, outline(6), p.accent, '', { light: 4, dark: 10, drop: 4, stipple: 0 }) +
      laidOut(p, outline(-3), p.body, '', { light: 12, dark: 22, drop: 10, stipple: 16 }) +
      clipped(
        outline(-3),
        stitches(outline(-14), p.body.light, 1.6) +
          gouges([176, 262], [172, 342], 2, [48, 0], 4, p.body.dark) +
          crease('M200 256Q196 300 200 340', p.body, 2.4, 0.6),
      )
    );
  },
};
