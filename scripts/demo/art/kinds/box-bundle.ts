import type { Kind } from '../kind.js';
import type { Palette, Tones } from '../palette.js';
import { clipped, ellipse, line, path, place, poly } from '../shapes.js';
import { shadow, timberLines } from '../solids.js';
import { coffeeTin } from './coffee-tin.js';
import { dripper } from './dripper.js';
import { grinder } from './grinder.js';

const withBody = (p: Palette, body: Tones): Palette => ({ ...p, body });

/** A long board of the crate's front or side, with its nails. */
function plank(p: Palette, y: number, h: number): string {
  const [x, w] = [46, 262];
  return (
    path(`M${x} ${y}h${w}v${h}h-${w}z`, p.body.mid) +
    path(`M${x} ${y}h${w}v4h-${w}z`, p.body.light) +
    path(`M${x} ${y + h - 6}h${w}v6h-${w}z`, p.body.dark) +
    path(poly([x + w, y], [x + w + 52, y - 40], [x + w + 52, y - 40 + h], [x + w, y + h]), p.body.dark) +
    timberLines(p.body, [`M${x + 8} ${y + h * 0.4}q90 6 250 0`, `M${x + 8} ${y + h * 0.66}q130 -6 250 2`]) +
    [x + 10, x + w - 10].map((nail) => ellipse(nail, y + h / 2, 3, p.iron.mid, 3)).join('')
  );
}

/** An open crate with a grinder, a tin and a dripper in wood wool. */
export const boxBundle: Kind = {
  material: 'wood',
  scaleBeside: 'cup',
  focus: { x: 190, y: 262 },
  box: { w: 318, h: 368 },
  draw(p) {
    const inside =
      path(poly([46, 296], [98, 256], [360, 256], [308, 296]), p.walnut.dark) +
      path(poly([98, 256], [360, 256], [360, 270], [98, 270]), p.walnut.mid);
    const curls = Array.from(
      { length: 20 },
      (_, i) =>
        `M${58 + i * 13} ${300 - ((i * 7) % 4) * 5}q${8 - (i % 3) * 9}-20 10-16t${4 + (i % 4) * 3} 14`,
    ).join('');
    const things =
      place(grinder.draw(withBody(p, p.wood), {}), -2, -10, 0.82) +
      place(coffeeTin.draw(withBody(p, p.clay), {}), 138, 38, 0.66) +
      place(dripper.draw(withBody(p, p.enamel), {}), 62, 50, 0.64);
    return (
      shadow(p, 204, 424, 152) +
      inside +
      clipped('M-20-60H420V300H-20z', things) +
      line(curls, p.wax.dark, 4) +
      line(curls, p.wax.mid, 2.2, { transform: 'translate(-1 -1.500)' }) +
      path(poly([50, 302], [306, 302], [356, 264], [356, 382], [306, 424], [50, 424]), p.walnut.dark) +
      plank(p, 298, 40) +
      plank(p, 344, 40) +
      plank(p, 390, 40) +
      path(poly([308, 298], [318, 290], [318, 422], [308, 430]), p.body.mid)
    );
  },
};
