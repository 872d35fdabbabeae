import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { TILT, ellipse, glow, line, path, poly } from '../shapes.js';
import { band, box, cylinder, drum, lathe, round, shadow, solid, tube } from '../solids.js';
import { flame } from './stove.js';

const light = (p: Palette, x: number, y: number, r: number): string =>
  ellipse(x, y, r, glow(`${p.wax.light}/0.95`, `${p.wax.light}/0.5`, `${p.wax.light}/0`), r);

/** A hurricane lantern: tank, globe in a wire guard, air tubes at both sides, chimney, bail. */
function stormLantern(p: Palette): string {
  const globe = lathe(200, [
    [202, 38],
    [232, 62],
    [268, 68],
    [306, 54],
    [322, 42],
  ]);
  const pipe = (side: 1 | -1): string =>
    tube(
      `M${200 + side * 78} 372C${200 + side * 116} 330 ${200 + side * 112} 190 ${200 + side * 40} 156`,
      13,
      p.body,
    );
  const hoop = (y: number, r: number, sweep: 0 | 1): string =>
    `M${200 - r} ${y}a${r} ${r * TILT} 0 0 ${sweep} ${2 * r} 0`;
  const bail = 'M100 250C70 120 130 60 200 60S330 120 300 250';
  return (
    shadow(p, 200, 430, 92) +
    line(bail, p.steel.dark, 5) +
    line(bail, p.steel.light, 1.5, { transform: 'translate(-1 -1)' }) +
    tube('M172 63Q200 56 228 63', 13, p.walnut) +
    cylinder(200, 366, 430, 92, p.body, 96) +
    drum(200, 352, 368, 74, p.body, 92) +
    band(200, 421, 430, 96, p.body) +
    drum(200, 326, 356, 44, p.brass, 50) +
    line(hoop(244, 66, 1) + hoop(290, 66, 1), p.steel.mid, 3) +
    path(globe, p.glass.light, { opacity: 0.85 }) +
    light(p, 196, 268, 64) +
    cylinder(200, 312, 328, 12, p.brass) +
    flame(p, 199, 312, 66) +
    path('M150 238Q142 270 152 300Q144 270 156 234z', p.paper.light) +
    solid('M246 240Q264 268 250 302Q276 268 256 234z', p.glass, { light: 0, dark: 0 }) +
    line(hoop(244, 66, 0) + hoop(290, 66, 0), p.steel.dark, 3) +
    line('M168 206Q150 268 166 330M232 206Q250 268 234 330', p.steel.dark, 2.5) +
    drum(200, 186, 206, 46, p.body, 52) +
    cylinder(200, 150, 188, 30, p.body, 34) +
    [-16, 0, 16].map((x) => ellipse(200 + x, 172 + (x === 0 ? 3 : 0), 4.5, p.ink, 7)).join('') +
    solid(
      lathe(200, [
        [122, 20],
        [132, 46],
        [148, 62],
      ]),
      p.body,
      round(54),
    ) +
    drum(200, 116, 124, 20, p.body) +
    pipe(-1) +
    pipe(1) +
    [100, 300].map((x) => ellipse(x, 250, 5, p.steel.mid, 6)).join('') +
    cylinder(262, 366, 372, 15, p.brass) +
    drum(262, 356, 366, 12, p.brass)
  );
}

/** A folding candle lantern: four posts, panes, a pitched roof with vents, a ring. */
function squareLantern(p: Palette): string {
  const post = (x: number, y: number, h: number, tone: string): string =>
    path(`M${x} ${y}h11v-${h}h-11z`, tone);
  const roof =
    path(poly([96, 214], [276, 214], [234, 150], [164, 150]), p.body.mid) +
    path(poly([276, 214], [318, 186], [262, 132], [234, 150]), p.body.dark) +
    path(poly([164, 150], [234, 150], [262, 132], [190, 132]), p.body.light) +
    path(poly([96, 214], [164, 150], [172, 150], [112, 214]), p.body.light);
  return (
    shadow(p, 206, 424, 106) +
    line('M206 138C176 120 176 78 208 76S240 120 214 138', p.body.dark, 6) +
    line('M206 138C176 120 176 78 208 76S240 120 214 138', p.body.light, 1.8, {
      transform: 'translate(-1.500 -1)',
    }) +
    box(108, 430, 156, 18, 68, p.body) +
    post(142, 394, 190, p.body.dark) +
    post(288, 386, 190, p.body.dark) +
    light(p, 202, 322, 84) +
    cylinder(204, 330, 402, 24, p.wax) +
    ellipse(204, 330, 24, p.wax.light) +
    ellipse(204, 332, 14, p.flame.light) +
    line('M204 332V320', p.ink, 2.5) +
    flame(p, 204, 322, 54) +
    path(poly([119, 412], [119, 214], [150, 214], [128, 412]), p.paper.light, { opacity: 0.5 }) +
    path(poly([236, 412], [250, 214], [256, 214], [250, 412]), p.paper.light, { opacity: 0.4 }) +
    path(poly([264, 414], [264, 214], [301, 194], [301, 388]), p.glass.mid, { opacity: 0.4 }) +
    post(108, 414, 202, p.body.light) +
    post(255, 414, 202, p.body.mid) +
    path(poly([266, 414], [270, 412], [270, 210], [266, 212]), p.body.dark) +
    path('M108 318h156v6h-156z', p.body.mid) +
    roof +
    [134, 160, 186, 212, 238].map((x) => path(`M${x - 5} 204l5-14l5 14z`, p.ink)).join('')
  );
}

/** A lantern: storm (paraffin, the fallback) or square (for a candle). */
export const lantern: Kind = {
  material: 'iron',
  scaleBeside: 'hand',
  focus: (params) => (flag(params, 'square') ? { x: 206, y: 320 } : { x: 216, y: 300 }),
  box: (params) => (flag(params, 'square') ? { w: 224, h: 360 } : { w: 232, h: 374 }),
  draw: (p, params) => (flag(params, 'square') ? squareLantern(p) : stormLantern(p)),
};
