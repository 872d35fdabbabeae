import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, path, smooth, turned } from '../shapes.js';
import { crease, laidOut, repeat } from './cloth.js';

/** Outline of a sock lying on its side, toe to the right; `top` is the height of its cuff. */
const sockOutline = (top: number): string =>
  smooth(
    [
      [112, top],
      [150, top + 3],
      [194, top],
      [196, (top + 280) / 2],
      [195, 282],
      [214, 318],
      [262, 338],
      [312, 352],
      [334, 378],
      [320, 406],
      [270, 414],
      [190, 410],
      [138, 404],
      [110, 378],
      [108, 336],
      [112, 280],
      [112, (top + 280) / 2],
    ],
    true,
    7,
  );

function sock(p: Palette, top: number, short: boolean, stripes: boolean): string {
  const d = sockOutline(top);
  const cuff = short ? 34 : 62;
  const patches =
    path(
      smooth([
        [90, 350],
        [128, 346],
        [160, 372],
        [164, 424],
        [80, 424],
      ]),
      p.accent.mid,
    ) +
    path(
      smooth([
        [292, 330],
        [284, 372],
        [292, 424],
        [350, 424],
        [350, 330],
      ]),
      p.accent.mid,
    );
  const rings = stripes
    ? [0, 1, 2]
        .map((i) => path(`M90 ${top + cuff + 12 + i * 24}q60 8 120 0v11q-60 8-120 0z`, p.accent.mid))
        .join('')
    : path(`M90 ${top + 12}q60 8 120 0v9q-60 8-120 0z`, p.accent.mid);
  const ribs = repeat(9, (t) => `M${116 + t * 74} ${top - 4}V${top + cuff}`);
  const foot = repeat(3, (t) => `M${206 - t * 26} ${326 + t * 14}q-18 10 -38 8`);
  return (
    laidOut(p, d, p.body, patches + rings, { light: 10, dark: 16, drop: 8, stipple: 12 }) +
    clipped(
      d,
      crease(ribs, p.body, 2.6) +
        crease(`M96 ${top + cuff}q56 9 112 0`, p.body, 2) +
        crease(foot, p.body, 2.4, 0.55),
    )
  );
}

/** A pair of socks lying on their sides. short, stripes. */
export const socks: Kind = {
  material: 'wool',
  scaleBeside: 'hand',
  focus: (params) => (flag(params, 'short') ? { x: 150, y: 262 } : { x: 142, y: 176 }),
  box: (params) => (flag(params, 'short') ? { w: 300, h: 240 } : { w: 300, h: 330 }),
  draw(p, params) {
    const short = flag(params, 'short');
    const one = sock(p, short ? 216 : 124, short, flag(params, 'stripes'));
    return `<g transform="translate(6 -14)">${turned(one, -13, 200, 300)}</g><g transform="translate(-22 8)">${one}</g>`;
  },
};
