import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, ellipse, line, path, poly, rect, texture, turned } from '../shapes.js';

const sheet = rect(96, 226, 208, 146, 1);
const picture = rect(106, 236, 188, 126);

const hillPicture = (p: Palette): string =>
  path(picture, p.glass.light) +
  ellipse(246, 268, 17, p.flame.light, 17) +
  path(poly([96, 340], [160, 262], [196, 306], [226, 278], [310, 350], [310, 372], [96, 372]), p.leaf.dark) +
  path(poly([160, 262], [176, 281], [164, 290], [152, 278]), p.paper.light) +
  path('M96 340Q180 316 310 346V372H96z', p.leaf.mid) +
  line('M120 362Q170 346 190 326', p.paper.light, 3);

const lakePicture = (p: Palette): string =>
  path(picture, p.wax.mid) +
  path('M96 296Q130 268 176 290T310 280V310H96z', p.leaf.dark) +
  path('M96 304H310V372H96z', p.glass.dark) +
  line('M120 320h60M150 332h90M116 346h50M210 350h60', p.paper.light, 2.6, { opacity: 0.8 }) +
  path('M214 326q22 12 48 0l-6 11h-34z', p.walnut.dark);

const lanternPicture = (p: Palette): string =>
  path(picture, p.walnut.dark) +
  path(rect(150, 244, 100, 112), p.flame.light, { opacity: 0.5 }) +
  line('M150 244h100v112h-100zM150 304h100', p.paper.mid, 5) +
  path(rect(186, 268, 28, 36, 4), p.iron.dark) +
  path(rect(191, 274, 18, 22, 3), p.flame.light) +
  line('M188 270q12-24 24 0', p.iron.dark, 3);

const card = (p: Palette, image: string, degrees: number, x: number, y: number): string => {
  const inner = path(sheet, p.body.light) + clipped(picture, image) + texture(sheet, p.body);
  return (
    `<g transform="translate(${x + 5} ${y + 7})">${turned(path(sheet, p.shadow), degrees, 200, 300)}</g>` +
    `<g transform="translate(${x} ${y})">${turned(inner, degrees, 200, 300)}</g>`
  );
};

/** Printed cards spread out, the rest of them in their paper band. */
export const postcardSet: Kind = {
  material: 'paper',
  scaleBeside: 'hand',
  focus: { x: 186, y: 300 },
  box: { w: 270, h: 366 },
  draw: (p) =>
    card(p, lakePicture(p), 11, 22, -118) +
    card(p, lanternPicture(p), -9, -26, -32) +
    [3, 2, 1].map((i) => card(p, '', 4, 14 + i * 2, 58 + i * 3)).join('') +
    card(p, hillPicture(p), 4, 14, 58) +
    `<g transform="translate(14 58)">${turned(path(rect(94, 330, 218, 26), p.card.dark, { transform: 'translate(1 2)' }) + path(rect(94, 328, 217, 26), p.card.mid) + path(rect(182, 332, 38, 18, 2), p.paper.light) + path('M201 334l8 13h-16z', p.leaf.dark), 4, 200, 300)}</g>`,
};
