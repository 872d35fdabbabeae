import { flag, number, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, glow, line } from '../shapes.js';
import { band, cylinder, opening, shadow, solid } from '../solids.js';
import { flame } from './stove.js';

const wick = (p: Palette, x: number, y: number, h: number): string =>
  line(`M${x} ${y}Q${x + 2} ${y - h / 2} ${x - 1} ${y - h}`, p.ink, 3);

function pillar(p: Palette): string {
  const [top, r] = [186, 66];
  const honeycomb = Array.from({ length: 24 }, (_, i) => {
    const [x, y] = [200 + ((i % 4) - 1.5) * 30 + (Math.floor(i / 4) % 2) * 15, 214 + Math.floor(i / 4) * 38];
    return `M${x} ${y - 12}l11 6v12l-11 6l-11-6v-12z`;
  }).join('');
  return (
    shadow(p, 200, 430, r) +
    cylinder(200, top, 430, r, p.body, r, line(honeycomb, p.body.dark, 1.5, { opacity: 0.5 })) +
    solid('M172 196Q170 240 176 262Q184 268 188 256Q186 230 192 200z', p.body, {
      light: 4,
      dark: 5,
      drop: 0,
      stipple: 0,
    }) +
    opening(200, top, r, p.body.light, p.body, 8) +
    ellipse(200, top + 3, 30, p.flame.light) +
    ellipse(194, top + 2, 16, p.wax.light) +
    wick(p, 200, top + 3, 20) +
    ellipse(200, top - 54, 74, glow(`${p.wax.light}/0.8`, `${p.wax.light}/0`), 74) +
    flame(p, 200, top - 10, 76)
  );
}

function taper(p: Palette, x: number, foot: number, h: number): string {
  return (
    cylinder(x, foot - h, foot, 12, p.body, 17) +
    ellipse(x, foot - h, 12, p.body.light) +
    wick(p, x, foot - h + 1, 20)
  );
}

/** A bundle of dinner candles in a paper band. */
function tapers(p: Palette, count: number): string {
  const back = Math.floor(count / 2);
  const row = (n: number, foot: number, h: number): string =>
    Array.from({ length: n }, (_, i) =>
      taper(p, 200 + (i - (n - 1) / 2) * 35, foot, h + ((i * 5) % 3) * 3),
    ).join('');
  const w = ((count - back) * 35) / 2 + 4;
  const wrap = `M${200 - w} 318Q200 342 ${200 + w} 318V380Q200 404 ${200 - w} 380z`;
  return (
    shadow(p, 200, 428, w) +
    row(back, 414, 306) +
    row(count - back, 430, 304) +
    solid(
      wrap,
      p.card,
      { light: 12, dark: 30, drop: 0, stipple: 12 },
      line(`M${200 - w} 328Q200 352 ${200 + w} 328M${200 - w} 370Q200 394 ${200 + w} 370`, p.body.dark, 3),
    )
  );
}

/** Wax in a tin or glass: low and broad. */
function tub(p: Palette): string {
  return (
    shadow(p, 200, 430, 96) +
    cylinder(200, 322, 430, 98, p.body) +
    band(200, 352, 412, 98.5, p.accent) +
    opening(200, 322, 98, p.body.light, p.body, 6) +
    ellipse(200, 331, 88, p.wax.mid, 19) +
    ellipse(186, 329, 46, p.wax.light, 9) +
    wick(p, 200, 332, 22) +
    ellipse(200, 262, 70, glow(`${p.wax.light}/0.8`, `${p.wax.light}/0`), 70) +
    flame(p, 200, 316, 78)
  );
}

/** A candle: pillar (the fallback), taper (with count) or tub. */
export const candle: Kind = {
  material: 'wax',
  scaleBeside: 'hand',
  focus: (params) =>
    flag(params, 'taper')
      ? { x: 210, y: 330 }
      : flag(params, 'tub')
        ? { x: 204, y: 322 }
        : { x: 204, y: 190 },
  box: (params) =>
    flag(params, 'taper')
      ? { w: 116, h: 340 }
      : flag(params, 'tub')
        ? { w: 196, h: 200 }
        : { w: 140, h: 336 },
  draw(p, params) {
    if (flag(params, 'taper')) return tapers(p, number(params, 'count', 6));
    return flag(params, 'tub') ? tub(p) : pillar(p);
  },
};
