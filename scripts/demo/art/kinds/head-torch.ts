import type { Kind } from '../kind.js';
import { TILT, ellipse, glow, line, path, rect } from '../shapes.js';
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
    const lamp = rect(138, 340, 116, 88, 26);
    return (
      shadow(p, 200, 418, 136) +
      path(behind, p.body.dark) +
      path(`M${200 - rx} ${y}a${rx} ${ry} 0 0 1 ${2 * rx} 0v8a${rx} ${ry} 0 0 0 ${-2 * rx} 0z`, p.body.mid) +
      solid(front, p.body, { light: 22, dark: 44, drop: 0, stipple: 26 }, stripe(20) + stripe(42)) +
      solid(rect(122, 356, 150, 72, 12), p.rubber, { light: 6, dark: 12, drop: 8, stipple: 10 }) +
      solid(lamp, p.steel, { light: 9, dark: 20, drop: 10, stipple: 12 }) +
      ellipse(194, 384, 38, p.rubber.dark, 37) +
      ellipse(194, 384, 32, p.steel.light, 31) +
      ellipse(194, 384, 32, glow(p.wax.light, p.flame.light, p.steel.mid), 31) +
      ellipse(194, 384, 13, p.wax.light, 13) +
      path('M172 368Q182 354 200 356Q184 360 178 374z', p.paper.light) +
      solid(rect(214, 330, 30, 13, 6), p.flame, { light: 3, dark: 5, drop: 3, stipple: 0 })
    );
  },
};
