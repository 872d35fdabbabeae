import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, ellipse, gouges, line, path, smooth } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

/** One boot from its left side, toe to the left. */
function boot(p: Palette): string {
  const upper = smooth(
    [
      [196, 178],
      [240, 172],
      [286, 180],
      [290, 240],
      [296, 300],
      [304, 352],
      [302, 402],
      [200, 406],
      [70, 404],
      [48, 392],
      [52, 362],
      [84, 340],
      [136, 322],
      [176, 290],
      [192, 236],
    ],
    true,
    7,
  );
  const tongue = smooth([
    [190, 198],
    [178, 176],
    [196, 160],
    [226, 158],
    [236, 180],
    [210, 240],
  ]);
  const sole =
    'M44 396Q44 388 60 392Q180 404 300 396Q308 398 307 412L305 430H244L238 422H208L198 430H70Q46 428 44 410z';
  const lugs =
    'M60 430v6h22v-6zM92 430v6h22v-6zM124 430v6h22v-6zM156 430v6h22v-6zM248 430v6h22v-6zM280 430v6h22v-6z';
  const opening = smooth([
    [198, 178],
    [244, 166],
    [288, 180],
    [244, 190],
  ]);
  const eyelets = [
    [200, 206],
    [196, 232],
    [190, 258],
    [176, 284],
    [156, 304],
    [132, 320],
  ] as const;
  const laces = eyelets.map(([x, y]) => `M${x - 4} ${y}l-15 -9`).join('');
  const farSide = smooth(
    [
      [204, 190],
      [180, 178],
      [172, 222],
      [158, 270],
      [140, 292],
      [104, 312],
      [84, 340],
      [140, 330],
      [190, 290],
    ],
    true,
    8,
  );
  return (
    solid(farSide, p.body, { light: 6, dark: 0, drop: 2, stipple: 0 }) +
    solid(tongue, p.leather, { light: 6, dark: 8, drop: 3, stipple: 6 }) +
    solid(upper, p.body, { light: 12, dark: 24, drop: 12, stipple: 20 }) +
    clipped(
      upper,
      path('M40 400Q44 356 92 338Q120 350 116 404H40z', p.body.dark, { opacity: 0.35 }) +
        crease(
          'M92 336Q122 350 116 406M214 330Q240 318 300 322M214 330Q196 372 208 408M240 322Q236 250 244 180',
          p.body,
          2.2,
        ) +
        stitches(
          'M96 332Q128 348 122 406M216 324Q242 312 300 316M246 316Q242 250 250 184',
          p.body.light,
          1.4,
        ) +
        gouges([188, 322], [146, 344], 2, [10, 12], 4, p.body.dark) +
        gouges([284, 258], [256, 272], 2, [2, 18], 3, p.body.dark),
    ) +
    path(opening, p.ink) +
    line('M198 178Q244 192 288 180', p.leather.mid, 8) +
    line('M198 176Q244 189 288 178', p.leather.light, 2) +
    line(
      `${laces}M182 197L196 232M178 223L190 258M172 249L176 284M162 275L156 304M142 295L132 320`,
      p.canvas.dark,
      5,
    ) +
    line(
      `${laces}M182 197L196 232M178 223L190 258M172 249L176 284M162 275L156 304M142 295L132 320`,
      p.canvas.light,
      2.6,
    ) +
    eyelets.map(([x, y]) => ellipse(x, y, 4, p.brass.mid, 4) + ellipse(x, y, 1.6, p.ink, 1.6)).join('') +
    line(
      'M188 198C160 196 166 222 184 206M190 198C200 176 222 186 196 204M186 204L176 236M192 206L204 232',
      p.canvas.light,
      3,
    ) +
    solid(sole, p.rubber, { light: 3, dark: 8, drop: 8, stipple: 6 }) +
    path(lugs, p.rubber.dark) +
    line('M50 397Q180 408 302 400', p.canvas.mid, 4) +
    stitches('M50 397Q180 408 302 400', p.leather.dark, 1.6) +
    line('M292 186q14 -8 12 -22q-10 2 -16 14', p.leather.mid, 5)
  );
}

/** A pair of laced boots, the farther one a little behind. */
export const boots: Kind = {
  material: 'leather',
  scaleBeside: 'hand',
  focus: { x: 176, y: 256 },
  box: { w: 330, h: 286 },
  draw: (p) =>
    shadow(p, 214, 424, 146) +
    `<g transform="translate(58 -24)">${boot(p)}</g><path d="M60 372Q180 384 306 372L318 426H60z" fill="${p.shadow}" opacity="0.35"/><g transform="translate(2 2)">${boot(p)}</g>`,
};
