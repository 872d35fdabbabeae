import { flag, number, type Kind, type Params } from '../kind.js';
import { ellipse } from '../shapes.js';
import { band, cylinder, opening, shadow, tube } from '../solids.js';

const size = (params: Params): { r: number; h: number } => ({
  r: 100 * number(params, 'width', 1),
  h: 172 * number(params, 'height', 1),
});

/** A pressed steel mug with a rolled dark rim. width, height (factors), band (a stripe in cream). */
export const enamelMug: Kind = {
  material: 'enamel',
  scaleBeside: 'hand',
  focus: (params) => ({ x: 180 + size(params).r * 0.75, y: 430 - size(params).h * 0.82 }),
  box: (params) => ({ w: size(params).r * 2.66, h: size(params).h * 1.25 }),
  draw(p, params) {
    const { r, h } = size(params);
    const [cx, foot, top] = [200 - r * 0.3, 430, 430 - h];
    const loop = `M${cx + r - 4} ${top + h * 0.22}C${cx + r + 66} ${top + h * 0.12} ${cx + r + 78} ${top + h * 0.7} ${cx + r - 8} ${top + h * 0.74}`;
    const joins =
      ellipse(cx + r + 1, top + h * 0.21, 5, p.body.dark, 11) +
      ellipse(cx + r - 1, top + h * 0.74, 5, p.body.dark, 11);
    const stripe = flag(params, 'band')
      ? band(cx, top + h * 0.3, top + h * 0.42, r * 0.99, p.accent, r * 0.985)
      : '';
    return (
      shadow(p, cx, foot, r * 0.93) +
      joins +
      tube(loop, 14, p.body) +
      cylinder(cx, top, foot, r, p.body, r * 0.95) +
      stripe +
      band(cx, foot - 7, foot, r * 0.955, p.iron, r * 0.95) +
      band(cx, top - 2, top + 5, r, p.iron) +
      opening(cx, top - 2, r, p.iron.mid, p.enamel, 6)
    );
  },
};
