import { number, word, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { line, path } from '../shapes.js';
import { band, cylinder, drum, shadow } from '../solids.js';

const bean = (x: number, y: number, p: Palette): string =>
  path(
    `M${x - 22} ${y + 12}C${x - 30} ${y - 14} ${x + 4} ${y - 34} ${x + 22} ${y - 16}C${x + 34} ${y + 6} ${x - 6} ${y + 36} ${x - 22} ${y + 12}z`,
    p.walnut.mid,
  ) + line(`M${x - 18} ${y + 12}C${x - 4} ${y + 8} ${x - 6} ${y - 8} ${x + 18} ${y - 14}`, p.paper.light, 3);

const tree = (x: number, y: number, p: Palette): string =>
  path(
    `M${x} ${y - 34}L${x + 15} ${y - 10}H${x + 8}L${x + 21} ${y + 10}H${x + 12}L${x + 26} ${y + 30}H${x - 26}L${x - 12} ${y + 10}H${x - 21}L${x - 8} ${y - 10}H${x - 15}z`,
    p.body.dark,
  );

/** A round tin with a stepped lid and a label. height (factor), mark: bean, tree or plain. */
export const coffeeTin: Kind = {
  material: 'enamel',
  scaleBeside: 'hand',
  focus: { x: 212, y: 318 },
  box: (params) => ({ w: 188, h: 40 + 232 * number(params, 'height', 1) }),
  draw(p, params) {
    const top = 430 - 210 * number(params, 'height', 1);
    const [from, to] = [top + 62, 430 - 40];
    const mark = word(params, 'mark', 'bean');
    const middle = (from + to) / 2 + 20;
    const label =
      mark === 'plain' ? '' : band(200, from, to, 90, p.paper) + band(200, from, from + 6, 90.3, p.flame);
    const sign = mark === 'bean' ? bean(182, middle, p) : mark === 'tree' ? tree(184, middle, p) : '';
    return (
      shadow(p, 200, 430, 90) +
      cylinder(200, top, 430, 90, p.body) +
      label +
      sign +
      band(200, 424, 431, 91, p.body) +
      cylinder(200, top - 20, top + 16, 94, p.body) +
      drum(200, top - 24, top - 18, 90, p.body, 94) +
      drum(200, top - 30, top - 24, 76, p.body)
    );
  },
};
