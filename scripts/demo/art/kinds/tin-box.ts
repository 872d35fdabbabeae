import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, gouges, line, path, rect } from '../shapes.js';
import { shadow, solid } from '../solids.js';

/** A wire clip on the front, over the lid's edge. */
const clip = (p: Palette, x: number): string =>
  solid(rect(x - 14, 318, 28, 46, 5), p.steel, { light: 4, dark: 9, drop: 3, stipple: 0 }) +
  line(`M${x - 8} 322V300Q${x - 8} 294 ${x} 294T${x + 8} 300V322`, p.iron.mid, 3.6) +
  ellipse(x, 352, 4, p.steel.dark, 4);

/** A flat tin with rounded corners and a lid. clips (two, over the lid's edge). */
export const tinBox: Kind = {
  material: 'steel',
  scaleBeside: 'hand',
  focus: { x: 126, y: 320 },
  box: { w: 320, h: 190 },
  draw(p, params) {
    const lower = 'M42 330V408Q42 432 68 432H262Q286 432 300 422L342 392Q358 380 358 364V290z';
    const rim = 'M36 296V328Q36 336 46 338H268Q288 338 302 328L350 294Q362 286 362 276V252z';
    const lid =
      'M40 306Q30 296 46 284L98 250Q110 242 128 242H344Q370 244 358 260L302 300Q290 310 270 310H58Q46 311 40 306z';
    const panel =
      'M78 292L122 262Q128 258 138 258H314Q326 259 318 266L284 290Q278 295 268 295H84Q72 296 78 292z';
    return (
      shadow(p, 204, 418, 148) +
      solid(lower, p.body, { light: 12, dark: 66, drop: 4, stipple: 26 }) +
      path('M42 338H270Q290 338 304 328L358 290v10L304 338Q290 348 270 348H42z', p.body.dark) +
      solid(rim, p.body, { light: 12, dark: 70, drop: 0, stipple: 22 }) +
      path(lid, p.body.light) +
      path(panel, p.body.dark, { transform: 'translate(-1 -2)' }) +
      path(panel, p.body.light, { transform: 'translate(2 2)' }) +
      path(panel, p.body.mid) +
      gouges([120, 286], [160, 262], 3, [16, 0], 2.6, p.body.light) +
      (flag(params, 'clips') ? clip(p, 106) + clip(p, 224) : '')
    );
  },
};
