import { flag, number, type Kind } from '../kind.js';
import { clipped, dots, oval, path } from '../shapes.js';
import { drum, shadow, solid } from '../solids.js';

const ring = { 'fill-rule': 'evenodd' };

/** A plate standing against the wall, so that its face shows. rim (a dark edge), stack (plates lying in front). */
export const plate: Kind = {
  material: 'enamel',
  scaleBeside: 'cup',
  focus: { x: 284, y: 250 },
  box: { w: 300, h: 296 },
  draw(p, params) {
    const disc = (r: number): string => oval(200, 284, r, r * 0.97);
    const well = oval(201, 285, 98, 95);
    const outside = `M-50-50h500v600H-50z${well}`;
    const edge = flag(params, 'rim', true)
      ? path(disc(149), p.iron.mid) +
        path(disc(149), p.iron.dark, { transform: 'translate(3 2)', opacity: 0.8 })
      : '';
    const stack = Array.from({ length: number(params, 'stack', 0) }, (_, i) =>
      drum(210, 424 - i * 9, 430 - i * 9, 118, p.body, 80),
    );
    return (
      shadow(p, 200, 430, 70) +
      path(disc(148), p.body.dark, { transform: 'translate(7 -1)' }) +
      edge +
      solid(disc(144), p.body, { light: 9, dark: 12, drop: 12, stipple: 16 }) +
      path(well, p.body.mid) +
      clipped(
        well,
        path(outside, dots(p.body.dark), { ...ring, transform: 'translate(22 20)' }) +
          path(outside, p.body.dark, { ...ring, transform: 'translate(10 8)' }) +
          path(outside, p.body.light, { ...ring, transform: 'translate(-5 -5)' }),
      ) +
      stack.join('')
    );
  },
};
