import { flag, number, type Kind, type Params } from '../kind.js';
import { band, cylinder, liquid, opening, shadow, tube } from '../solids.js';

const size = (params: Params): { r: number; h: number } => ({
  r: 92 * number(params, 'width', 1),
  h: 190 * number(params, 'height', 1),
});

/** A stoneware mug. width, height (factors), dipped (bare clay foot), handle. */
export const mug: Kind = {
  material: 'clay',
  scaleBeside: 'hand',
  focus: { x: 250, y: 300 },
  box: (params) => ({ w: size(params).r * 2.6, h: size(params).h * 1.2 }),
  draw(p, params) {
    const { r, h } = size(params);
    const foot = 430;
    const top = foot - h;
    const cx = flag(params, 'handle', true) ? 180 : 200;
    const loop = `M${cx + r - 6} ${top + h * 0.2}C${cx + r + 78} ${top + h * 0.1} ${cx + r + 74} ${foot - h * 0.2} ${cx + r - 12} ${foot - h * 0.2}`;
    const bare = flag(params, 'dipped') ? band(cx, foot - h * 0.16, foot, r * 0.933, p.clay, r * 0.92) : '';
    return (
      shadow(p, cx, foot, r * 0.94) +
      (flag(params, 'handle', true) ? tube(loop, 21, p.body) : '') +
      cylinder(cx, top, foot, r, p.body, r * 0.92) +
      bare +
      opening(cx, top, r, p.body.light, p.body, 7) +
      liquid(cx, top + 1, r - 7, r * 0.1, p.walnut)
    );
  },
};
