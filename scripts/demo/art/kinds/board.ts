import { flag, type Kind } from '../kind.js';
import { oval, path, smooth } from '../shapes.js';
import { shadow, solid, timberLines, tube } from '../solids.js';

const long =
  'M116 430Q104 430 104 418V232Q104 214 124 208L158 196Q172 190 172 174V128Q172 102 200 102T228 128V174Q228 190 242 196L276 208Q296 214 296 232V418Q296 430 284 430z';
const roundBoard =
  'M200 426C124 426 72 372 72 304C72 242 116 200 162 188Q174 184 174 172V122Q174 98 200 98T226 122V172Q226 184 238 188C284 200 328 242 328 304C328 372 276 426 200 426z';

/** A board with a neck, leaning towards the wall. round, paddle (no hole or cord). */
export const board: Kind = {
  material: 'wood',
  scaleBeside: 'cup',
  focus: { x: 206, y: 166 },
  box: (params) => ({ w: flag(params, 'round') ? 266 : 204, h: 346 }),
  draw(p, params) {
    const outline = flag(params, 'round') ? roundBoard : long;
    const grain = [108, 132, 158, 186, 232, 258, 280].map(
      (x, i) =>
        `M${x} 440Q${x + (i % 2 === 0 ? 9 : -7)} 330 ${x + (200 - x) * 0.16} 230T${x + (200 - x) * 0.35} 96`,
    );
    const knot = path(
      smooth([
        [236, 318],
        [246, 328],
        [248, 346],
        [238, 358],
        [230, 344],
        [229, 328],
      ]),
      p.body.dark,
      { opacity: 0.55 },
    );
    const hole = path(oval(200, 128, 9, 9), p.body.dark) + path(oval(202, 130, 7.5, 7), p.ground);
    const cord = tube(
      'M200 132C186 168 176 186 190 204C204 216 212 196 206 176C204 160 202 144 200 132',
      5,
      p.leather,
    );
    return (
      shadow(p, 200, 430, flag(params, 'round') ? 60 : 96) +
      path(outline, p.body.dark, { transform: 'translate(10 -5)' }) +
      solid(
        outline,
        p.body,
        { light: 5, dark: 12, drop: 4, stipple: 26 },
        timberLines(p.body, grain) + knot,
      ) +
      (flag(params, 'paddle') ? '' : hole + cord)
    );
  },
};
