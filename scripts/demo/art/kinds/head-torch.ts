import type { Kind } from '../kind.js';
import { TILT, ellipse, glow, line, oval, path, rect } from '../shapes.js';
import { shadow, solid } from '../solids.js';

/** A lamp on an elastic strap, the strap standing as a loop behind it. */
export const headTorch: Kind = {
  material: 'nylon',
  scaleBeside: 'hand',
  focus: { x: 196, y: 350 },
  box: { w: 300, h: 190 },
  draw(p) {
    const [rx, y, h] = [146, 330, 62];
    const ry = rx * TILT * 1.3;
    const behind = `M${200 - rx} ${y}a${rx} ${ry} 0 0 1 ${2 * rx} 0v${h}a${rx} ${ry} 0 0 0 ${-2 * rx} 0z`;
    const front = `M${200 - rx} ${y}a${rx} ${ry} 0 0 0 ${2 * rx} 0v${h}a${rx} ${ry} 0 0 1 ${-2 * rx} 0z`;
    const stripe = (d: number): string =>
      line(`M${200 - rx} ${y + d}a${rx} ${ry} 0 0 0 ${2 * rx} 0`, p.accent.mid, 6);
    return (
      shadow(p, 200, 418, 136) +
      path(behind, p.body.dark) +
      path(`M${200 - rx} ${y}a${rx} ${ry} 0 0 1 ${2 * rx} 0v8a${rx} ${ry} 0 0 0 ${-2 * rx} 0z`, p.body.mid) +
      solid(front, p.body, { light: 22, dark: 44, drop: 0, stipple: 26 }, stripe(20) + stripe(42)) +
      solid(rect(116, 362, 166, 62, 14), p.rubber, { light: 6, dark: 12, drop: 8, stipple: 10 }) +
      solid(oval(198, 384, 62, 60), p.rubber, { light: 8, dark: 20, drop: 14, stipple: 12 }) +
      solid(oval(195, 382, 51, 49), p.body, { light: 6, dark: 12, drop: 10, stipple: 8 }) +
      ellipse(193, 381, 39, p.steel.dark, 38) +
      ellipse(193, 381, 36, glow(p.wax.light, p.wax.light, p.flame.light, p.steel.mid), 35) +
      line('M193 350V412M162 381H224M171 360L215 402M215 360L171 402', p.steel.light, 1.4, { opacity: 0.7 }) +
      ellipse(193, 381, 12, p.wax.light, 12) +
      path('M168 366Q176 348 198 348Q180 354 174 372z', p.paper.light) +
      solid('M262 352Q268 346 276 350L282 358L264 364z', p.rubber, { light: 3, dark: 5, drop: 3, stipple: 0 })
    );
  },
};
