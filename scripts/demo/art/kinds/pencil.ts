import { number, type Kind } from '../kind.js';
import type { Palette, Tones } from '../palette.js';
import { line, path } from '../shapes.js';
import { lying } from '../solids.js';

const outline = (x: number, y: number): string => `M${x} ${y}h262l44 13l-44 13h-262q-6-13 0-26z`;

function onePencil(p: Palette, x: number, y: number, dip: Tones): string {
  const strip = (from: number, h: number, tone: string, width = 256): string =>
    path(`M${x} ${y + from}h${width}v${h}h-${width}z`, tone);
  return (
    path(`M${x + 252} ${y}L${x + 306} ${y + 13}L${x + 252} ${y + 26}z`, p.wax.mid) +
    path(`M${x + 252} ${y + 15}L${x + 306} ${y + 13}L${x + 252} ${y + 26}z`, p.wax.dark) +
    path(`M${x + 288} ${y + 8.7}L${x + 306} ${y + 13}L${x + 288} ${y + 17.3}z`, p.ink) +
    strip(0, 8, p.body.light) +
    strip(8, 10, p.body.mid) +
    strip(18, 8, p.body.dark) +
    path(`M${x + 256} ${y}q12 4 0 8q14 5 0 10q12 4 0 8z`, p.body.mid) +
    line(`M${x + 50} ${y + 13}h180`, p.body.dark, 0.8, { opacity: 0.6 }) +
    strip(0, 8, dip.light, 34) +
    strip(8, 10, dip.mid, 34) +
    strip(18, 8, dip.dark, 34) +
    path(`M${x} ${y}q-6 13 0 26z`, dip.mid)
  );
}

/** Pencils lying side by side, points to the upper right. count. */
export const pencil: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 272, y: 200 },
  box: { w: 290, h: 320 },
  measured: 306,
  draw(p, params) {
    const count = number(params, 'count', 6);
    const dips = [p.flame, p.leaf, p.iron, p.wax, p.clay, p.glass];
    const spots = Array.from(
      { length: count },
      (_, i) => [34 + ((i * 37) % 41), 280 - (count * 29) / 2 + i * 29] as const,
    );
    return lying(
      p,
      -54,
      spots.map(([x, y]) => outline(x, y)).join(''),
      spots.map(([x, y], i) => onePencil(p, x, y, dips[i % dips.length] ?? p.iron)).join(''),
    );
  },
};
