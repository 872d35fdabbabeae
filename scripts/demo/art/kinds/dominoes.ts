import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { along, ellipse, line, oval, path, rect, texture, turned } from '../shapes.js';

/** Pip places in a field of 3 x 3, by number shown. */
const pips: readonly string[] = [
  '',
  '11',
  '00 22',
  '00 11 22',
  '00 02 20 22',
  '00 02 11 20 22',
  '00 01 02 20 21 22',
];

const side = 62;

function half(x: number, y: number, value: number): string {
  const spots = (pips[value] ?? '').split(' ').filter((spot) => spot !== '');
  return spots
    .map((spot) => {
      const [cx, cy] = [x + 15 + Number(spot[0]) * 16, y + 15 + Number(spot[1]) * 16];
      return oval(cx, cy, 5.6, 5.6);
    })
    .join('');
}

/** One tile from above, lying across or upright; its edge shows on the right and below. */
function tile(p: Palette, x: number, y: number, upright: boolean, a: number, b: number, lean = 0): string {
  const [w, h] = upright ? [side, side * 2] : [side * 2, side];
  const d = rect(x, y, w, h, 9);
  const cut = upright ? `M${x + 9} ${y + side}h${side - 18}` : `M${x + side} ${y + 9}v${side - 18}`;
  const upper =
    path(d, p.body.dark, { transform: 'translate(4 6)' }) +
    path(d, p.body.light, { transform: 'translate(-.6 -.8)' }) +
    path(d, p.body.mid, { transform: 'translate(1.4 1.8)' }) +
    texture(d, along(p.body)) +
    line(cut, p.body.dark, 3) +
    ellipse(x + w / 2, y + h / 2, 3, p.brass.mid, 3) +
    path(half(x, y, a) + half(upright ? x : x + side, upright ? y + side : y, b), p.accent.mid);
  return `<g transform="translate(9 13)">${turned(path(d, p.shadow), lean, x + w / 2, y + h / 2)}</g>${turned(upper, lean, x + w / 2, y + h / 2)}`;
}

/** A game of dominoes under way, seen from above. */
export const dominoes: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 206, y: 246 },
  box: { w: 330, h: 356 },
  draw: (p) =>
    tile(p, 48, 84, false, 3, 6) +
    tile(p, 176, 84, true, 6, 2, 2) +
    tile(p, 176, 214, true, 2, 5, -2) +
    tile(p, 242, 277, false, 5, 5, 1) +
    tile(p, 44, 258, true, 4, 1, -16) +
    tile(p, 286, 128, true, 3, 3, 14) +
    tile(p, 118, 366, false, 1, 6, -7),
};
