import type { Kind } from '../kind.js';
import { clipped, ellipse, line, smooth } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

/** A five-panel cap, its brim to the left. */
export const cap: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 148, y: 346 },
  box: { w: 330, h: 226 },
  draw(p) {
    const crown = smooth([
      [110, 384],
      [106, 324],
      [124, 254],
      [166, 216],
      [226, 206],
      [290, 226],
      [332, 286],
      [344, 356],
      [340, 414],
      [280, 432],
      [190, 430],
      [128, 416],
    ]);
    const brim = smooth([
      [106, 372],
      [150, 388],
      [206, 408],
      [226, 426],
      [170, 438],
      [96, 440],
      [48, 432],
      [34, 418],
      [62, 390],
    ]);
    const seams = 'M228 207C184 250 172 330 196 420M230 207C290 240 312 330 306 424M230 207Q166 214 126 260';
    return (
      shadow(p, 210, 432, 140) +
      solid(crown, p.body, { light: 12, dark: 34, drop: 10, stipple: 22 }) +
      clipped(
        crown,
        crease(seams, p.body, 2.6) +
          stitches('M222 212C178 254 166 334 190 424M236 212C296 244 318 332 312 428', p.body.light, 1.4) +
          crease('M104 372Q210 424 344 396', p.body, 2.2) +
          ellipse(160, 268, 4.5, p.body.dark, 4.5) +
          ellipse(268, 262, 4.5, p.body.dark, 4.5),
      ) +
      solid(crownButton, p.body, { light: 4, dark: 6, drop: 2, stipple: 0 }) +
      solid(brim, p.body, { light: 5, dark: 10, drop: 12, stipple: 16 }) +
      stitches('M100 380Q60 398 52 416Q100 432 212 422', p.body.light, 1.4) +
      stitches('M108 390Q80 402 76 412Q120 424 196 416', p.body.light, 1.4) +
      line('M106 373Q160 384 226 426', p.body.dark, 2.4)
    );
  },
};

const crownButton = smooth([
  [216, 206],
  [220, 198],
  [234, 197],
  [242, 205],
  [230, 210],
]);
