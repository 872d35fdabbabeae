import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, dots, ellipse, gouges, line, path, smooth, texture } from '../shapes.js';
import { shadow } from '../solids.js';
import { crease, repeat } from './cloth.js';

const guys = (p: Palette, d: string, pegs: readonly (readonly [number, number])[]): string =>
  line(d, p.canvas.dark, 1.6) +
  pegs.map(([x, y]) => line(`M${x - 3} ${y - 7}L${x + 2} ${y + 3}`, p.steel.dark, 3.4)).join('');

/** A-shaped, seen from the front and a little from the right. */
function ridge(p: Palette): string {
  const front = 'M126 206Q92 330 44 430Q132 436 218 430Q168 328 126 206z';
  const flank = 'M126 206Q212 208 304 180Q330 290 378 388Q300 418 218 430Q168 328 126 206z';
  const door = 'M126 226Q116 330 112 432L176 432Q146 330 126 226z';
  const flap = 'M126 226Q104 318 112 432L92 431Q84 380 88 350Q112 300 126 226z';
  return (
    path('M40 432L218 440L392 396L380 380L60 424z', p.shadow) +
    guys(p, 'M126 204L22 440M304 180L390 398M172 318L150 330', [[22, 440]]) +
    path(flank, p.body.mid) +
    clipped(
      flank,
      texture(flank, p.body) +
        path('M126 206L304 180L318 240L142 262z', p.body.light, { opacity: 0.5 }) +
        path('M210 420L390 360V440H210z', dots(p.body.dark)) +
        path('M214 440L180 360L390 376V440z', p.body.dark, { opacity: 0.45 }) +
        gouges([170, 214], [276, 410], 3, [46, -8], 5, p.body.dark) +
        crease('M214 206Q258 320 300 414', p.body, 2.4),
    ) +
    path(front, p.body.light) +
    clipped(front, texture(front, p.body) + gouges([112, 260], [62, 424], 2, [8, 6], 4, p.body.mid)) +
    path(door, p.ink) +
    clipped(
      door,
      path('M112 432Q140 404 176 432z', p.accent.dark) +
        path('M150 300L176 432L164 432L142 300z', p.body.dark, { opacity: 0.7 }),
    ) +
    path(flap, p.accent.mid) +
    clipped(flap, gouges([122, 250], [104, 420], 2, [-6, 14], 4, p.accent.dark)) +
    line('M86 352q10 6 20 0', p.leather.mid, 4) +
    line('M126 232V196', p.wood.mid, 5) +
    line('M126 206Q92 330 44 430M126 206Q168 328 218 430M126 206Q212 208 304 180', p.body.dark, 2.2) +
    line('M218 430L234 442M378 388L392 394M44 430L34 438', p.steel.dark, 3)
  );
}

/** Round, with one pole in the middle and a low wall. */
function bell(p: Palette): string {
  const roof = 'M200 128Q146 236 52 336Q120 356 200 358Q280 356 348 336Q254 236 200 128z';
  const wall =
    'M56 330Q54 380 60 416Q120 440 200 442Q280 440 340 416Q346 380 344 330Q280 356 200 358Q120 356 56 330z';
  const door = 'M200 176Q164 300 158 444L242 444Q236 300 200 176z';
  const seams = repeat(
    7,
    (t) =>
      `M200 130Q${200 + (t - 0.5) * 150} 236 ${200 + (t - 0.5) * 296} ${356 - Math.abs(t - 0.5) * 40}V440`,
  );
  const shade = 'M200 128Q230 240 262 352V446H350V330Q254 236 200 128z';
  const flap = (side: 1 | -1): string =>
    smooth([
      [200 + side * 2, 180],
      [200 + side * 20, 250],
      [200 + side * 36, 330],
      [200 + side * 50, 442],
      [200 + side * 34, 444],
      [200 + side * 26, 356],
    ]);
  return (
    ellipse(214, 424, 168, p.shadow, 34) +
    guys(p, 'M54 336L14 420M110 350L66 440M346 336L388 414M290 350L336 438', [
      [14, 420],
      [66, 440],
      [388, 414],
      [336, 438],
    ]) +
    path(wall, p.body.mid) +
    path(roof, p.body.mid) +
    clipped(
      wall,
      texture(wall, p.body) +
        path('M50 320H120V450H50z', p.body.light) +
        path(shade, p.body.dark) +
        path('M250 320h20v130h-20z', dots(p.body.dark)) +
        path('M50 330Q200 384 350 330v14Q200 396 50 344z', p.body.dark, { opacity: 0.45 }),
    ) +
    clipped(
      roof,
      texture(roof, p.body) +
        path('M200 128Q130 240 50 338L128 354Q176 240 200 128z', p.body.light) +
        path(shade, p.body.dark) +
        path('M200 128Q218 240 240 358H266Q236 240 200 128z', dots(p.body.dark)),
    ) +
    clipped(`${roof}${wall}`, crease(seams, p.body, 1.8, 0.55)) +
    path(door, p.ink) +
    clipped(door, line('M200 150V446', p.wood.mid, 6) + path('M150 450Q200 404 250 450z', p.leather.dark)) +
    path(flap(-1), p.body.light) +
    path(flap(1), p.body.dark) +
    line('M158 372q14 6 18-2M242 372q-14 6-18-2', p.leather.mid, 4) +
    path('M182 152Q200 110 218 152Q200 160 182 152z', p.leather.mid) +
    path('M200 118Q212 132 218 152Q208 156 200 157z', p.leather.dark) +
    line('M200 130V112', p.wood.dark, 5)
  );
}

/** A tent. ridge (A-shaped, the fallback) or bell (round). */
export const tent: Kind = {
  material: 'canvas',
  scaleBeside: 'figure',
  focus: (params) => (flag(params, 'bell') ? { x: 172, y: 340 } : { x: 112, y: 300 }),
  box: (params) => (flag(params, 'bell') ? { w: 372, h: 334 } : { w: 372, h: 250 }),
  draw: (p, params) => (flag(params, 'bell') ? bell(p) : shadow(p, 214, 424, 150) + ridge(p)),
};
