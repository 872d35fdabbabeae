import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, gouges, line, path, rect, smooth } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

const handle = (p: Palette, d: string): string =>
  line(d, p.shadow, 2) +
  line(d, p.accent.dark, 15, { 'stroke-linecap': 'butt', transform: 'translate(2 2)' }) +
  line(d, p.accent.mid, 15, { 'stroke-linecap': 'butt' });

/** Stands by itself: a wide mouth, a doubled base, long handles. */
function bag(p: Palette): string {
  const front = 'M82 226Q200 240 318 226Q314 330 304 424Q200 442 98 424Q88 330 82 226z';
  const inside = 'M82 226Q110 206 200 204T318 226Q200 240 82 226z';
  const webbing = (x: number): string =>
    path(rect(x - 8, 228, 16, 168), p.accent.mid) +
    stitches(`M${x - 5} 232V394M${x + 5} 232V394`, p.accent.dark, 1.3);
  return (
    shadow(p, 200, 428, 110) +
    handle(p, 'M152 214C156 84 244 84 248 214') +
    path(inside, p.body.dark) +
    solid(
      front,
      p.body,
      { light: 12, dark: 30, drop: 6, stipple: 22 },
      path('M80 386Q200 402 320 386V450H80z', p.body.dark) + webbing(142) + webbing(258),
    ) +
    clipped(
      front,
      gouges([106, 240], [118, 372], 2, [14, 0], 4, p.body.dark) +
        gouges([296, 250], [284, 372], 1, [0, 0], 4, p.body.dark) +
        gouges([190, 262], [206, 366], 2, [22, 4], 4, p.body.dark),
    ) +
    stitches('M88 236Q200 250 312 236', p.body.light, 1.5) +
    crease('M95 388Q200 403 306 388', p.body, 2) +
    handle(p, 'M142 232C138 92 262 92 258 232')
  );
}

/** A sling of canvas for firewood, some logs in it. */
function carrier(p: Palette): string {
  const sling = smooth(
    [
      [64, 282],
      [110, 292],
      [200, 298],
      [290, 292],
      [336, 282],
      [344, 340],
      [330, 404],
      [280, 430],
      [200, 436],
      [120, 430],
      [70, 404],
      [56, 340],
    ],
    true,
    7,
  );
  const log = (x: number, y: number, r: number): string =>
    `${path(rect(x - r, y - r * 0.6, 2 * r, 84, r * 0.4), p.walnut.dark)}<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * 0.82}" fill="${p.walnut.mid}"/><ellipse cx="${x - 1}" cy="${y}" rx="${r * 0.82}" ry="${r * 0.66}" fill="${p.wood.light}"/><ellipse cx="${x}" cy="${y}" rx="${r * 0.5}" ry="${r * 0.4}" fill="none" stroke="${p.wood.dark}" stroke-width="1.6"/><ellipse cx="${x}" cy="${y}" rx="${r * 0.2}" ry="${r * 0.16}" fill="${p.wood.dark}"/>`;
  const logs =
    log(118, 246, 32) +
    log(186, 232, 36) +
    log(256, 240, 33) +
    log(300, 268, 26) +
    log(90, 272, 25) +
    log(150, 268, 28) +
    log(220, 266, 31);
  const stripes = [84, 132, 180, 228, 276, 324]
    .map((x) => path(`M${x - 12} 270h24l${(200 - x) * 0.12} 180h-20z`, p.accent.mid))
    .join('');
  return (
    shadow(p, 200, 430, 134) +
    handle(p, 'M136 262C140 120 260 120 264 262') +
    path('M66 284Q200 262 334 284Q200 330 66 284z', p.walnut.dark) +
    logs +
    solid(sling, p.body, { light: 12, dark: 28, drop: 14, stipple: 22 }, stripes) +
    clipped(
      sling,
      gouges([104, 300], [132, 410], 2, [34, 8], 4, p.body.dark) +
        gouges([296, 300], [268, 410], 2, [-34, 8], 4, p.body.dark),
    ) +
    crease('M62 283Q200 313 338 283', p.body, 2) +
    handle(p, 'M128 300C122 150 278 150 272 300')
  );
}

/** A canvas bag. low (a log carrier, with logs), stripes. */
export const tote: Kind = {
  material: 'canvas',
  scaleBeside: 'figure',
  focus: (params) => (flag(params, 'low') ? { x: 150, y: 292 } : { x: 142, y: 250 }),
  box: (params) => (flag(params, 'low') ? { w: 290, h: 246 } : { w: 240, h: 326 }),
  draw: (p, params) => (flag(params, 'low') ? carrier(p) : bag(p)),
};
