import { flag, type Kind } from '../kind.js';
import { ellipse, glow, line } from '../shapes.js';
import { cylinder, drum, opening, shadow, tube } from '../solids.js';
import { flame } from './stove.js';

/** A chamber candlestick: saucer, socket, finger ring, and a candle in it. tall (a turned stem). */
export const candleHolder: Kind = {
  material: 'enamel',
  scaleBeside: 'hand',
  focus: { x: 254, y: 392 },
  measured: 288,
  box: (params) => ({ w: 288, h: flag(params, 'tall') ? 350 : 318 }),
  draw(p, params) {
    const cx = 180;
    const lift = flag(params, 'tall') ? 40 : 0;
    const socket = 372 - lift;
    return (
      shadow(p, cx, 430, 96) +
      tube(
        `M${cx + 98} 396C${cx + 150} 372 ${cx + 164} 408 ${cx + 142} 420C${cx + 128} 428 ${cx + 108} 424 ${cx + 92} 416`,
        12,
        p.body,
      ) +
      cylinder(cx, 404, 430, 122, p.body, 88) +
      opening(cx, 404, 122, p.iron.mid, p.body, 4) +
      ellipse(cx - 10, 414, 78, p.body.mid) +
      drum(cx, socket, 416, 28, p.body, 34) +
      drum(cx, socket - 4, socket + 2, 40, p.body) +
      ellipse(cx, socket - 4, 23, p.body.dark) +
      cylinder(cx, 190 - lift, socket - 4, 19, p.wax, 20.5) +
      ellipse(cx, 190 - lift, 19, p.wax.light) +
      line(`M${cx} ${190 - lift}v-16`, p.ink, 3) +
      ellipse(cx, 142 - lift, 62, glow(`${p.wax.light}/0.8`, `${p.wax.light}/0`), 62) +
      flame(p, cx, 180 - lift, 66)
    );
  },
};
