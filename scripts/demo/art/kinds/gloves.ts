import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, line, smooth, turned } from '../shapes.js';
import { crease, laidOut, repeat, sided } from './cloth.js';

const hand = (cx: number, side: 1 | -1): string =>
  smooth(
    sided(cx, side, [
      [-44, 372],
      [-56, 322],
      [-64, 262],
      [-62, 200],
      [-42, 150],
      [-6, 132],
      [32, 146],
      [52, 190],
      [55, 232],
      [68, 222],
      [84, 196],
      [104, 190],
      [113, 208],
      [104, 246],
      [80, 292],
      [56, 332],
      [46, 372],
    ]),
  );

const cuff = (cx: number, side: 1 | -1): string =>
  smooth(
    sided(cx, side, [
      [-48, 360],
      [0, 366],
      [50, 360],
      [55, 396],
      [50, 430],
      [0, 437],
      [-48, 430],
      [-53, 396],
    ]),
  );

function mitten(p: Palette, cx: number, side: 1 | -1): string {
  const [outline, wrist] = [hand(cx, side), cuff(cx, side)];
  const ribs = repeat(8, (t) => `M${cx - 42 + t * 84} 356V440`);
  const thumb = `M${cx + side * 55} 234Q${cx + side * 48} 268 ${cx + side * 50} 300`;
  return (
    line(`M${cx + side * 30} 432q${side * 26} 14 ${side * 22} -14`, p.leather.dark, 4) +
    laidOut(p, outline, p.body, '', { light: 10, dark: 18, drop: 8, stipple: 14 }) +
    clipped(outline, crease(thumb, p.body, 2.6) + crease(`M${cx - 30} 344q24 8 50 2`, p.body, 2.2, 0.5)) +
    laidOut(p, wrist, p.accent, '', { light: 8, dark: 16, drop: 4, stipple: 10 }) +
    clipped(wrist, crease(ribs, p.accent, 3))
  );
}

/** A pair of mittens lying side by side, thumbs inwards. */
export const gloves: Kind = {
  material: 'felt',
  scaleBeside: 'hand',
  focus: { x: 130, y: 352 },
  box: { w: 330, h: 316 },
  draw: (p) => turned(mitten(p, 106, 1), -7, 106, 300) + turned(mitten(p, 294, -1), 7, 294, 300),
};
