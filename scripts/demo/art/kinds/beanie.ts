import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, line, path, smooth, type Point } from '../shapes.js';
import { flatShadow, solid } from '../solids.js';
import { crease, laidOut, repeat } from './cloth.js';

const dome = (top: number): string =>
  smooth([
    [92, 352],
    [88, 280],
    [104, 206],
    [146, top + 20],
    [200, top],
    [254, top + 20],
    [296, 206],
    [312, 280],
    [308, 352],
    [200, 372],
  ]);

/** Ribs from the edge at height `y` up to the crown, closer together towards the sides. */
const ribs = (y: number, top: number): string =>
  repeat(13, (t) => {
    const x = Math.sin((t - 0.5) * Math.PI) * 108;
    return `M${200 + x} ${y}C${200 + x * 1.02} ${y - 120} ${200 + x * 0.72} ${top + 40} ${200 + x * 0.1} ${top + 4}`;
  });

const cuff = (top: number, bottom: number): string =>
  smooth([
    [84, top + 4],
    [120, top + 14],
    [200, top + 20],
    [280, top + 14],
    [316, top + 4],
    [319, (top + bottom) / 2],
    [315, bottom - 4],
    [280, bottom + 8],
    [200, bottom + 14],
    [120, bottom + 8],
    [85, bottom - 4],
    [81, (top + bottom) / 2],
  ]);

const cuffRibs = (top: number, bottom: number): string =>
  repeat(15, (t) => {
    const x = 200 + Math.sin((t - 0.5) * Math.PI * 0.94) * 118;
    const sag = 14 * Math.cos((t - 0.5) * Math.PI);
    return `M${x} ${top + sag}V${bottom + sag}`;
  });

/** A soft ball of yarn ends. */
function bobble(p: Palette, cx: number, cy: number, r: number): string {
  const points = Array.from({ length: 44 }, (_, i): Point => {
    const [angle, reach] = [(i / 44) * 2 * Math.PI, i % 2 === 0 ? r : r * 0.88];
    return [cx + Math.cos(angle) * reach, cy + Math.sin(angle) * reach];
  });
  const tufts = repeat(16, (t) => {
    const [angle, from] = [t * 2 * Math.PI * 2.3, r * (0.2 + 0.5 * t)];
    const [x, y] = [cx + Math.cos(angle) * from, cy + Math.sin(angle) * from];
    return `M${x} ${y}l${Math.cos(angle) * 8} ${Math.sin(angle) * 8}`;
  });
  const d = smooth(points);
  return (
    flatShadow(p, d) +
    solid(d, p.accent, { light: 8, dark: 18, drop: 10, stipple: 10 }) +
    line(tufts, p.accent.dark, 2, { opacity: 0.6 })
  );
}

const bandAt = (y: number, h: number, fill: string): string =>
  path(`M60 ${y}Q200 ${y + 34} 340 ${y}v${h}Q200 ${y + h + 34} 60 ${y + h}z`, fill);

/** A knitted hat lying flat. fold (a turned-up brim), bobble, bands. */
export const beanie: Kind = {
  material: 'wool',
  scaleBeside: 'hand',
  focus: (params) => (flag(params, 'bobble') ? { x: 172, y: 190 } : { x: 130, y: 320 }),
  box: (params) => (flag(params, 'bobble') ? { w: 240, h: 336 } : { w: 240, h: 296 }),
  draw(p, params) {
    const withBobble = flag(params, 'bobble');
    const top = withBobble ? 150 : 134;
    const outline = dome(top);
    const bands = flag(params, 'bands') ? bandAt(222, 26, p.accent.mid) + bandAt(274, 12, p.accent.mid) : '';
    const brim = cuff(338, 412);
    return (
      laidOut(p, outline, p.body, bands) +
      clipped(outline, crease(ribs(356, top), p.body, 2.6, 0.6)) +
      clipped(outline, path('M60 330Q200 362 340 330V350Q200 376 60 350z', p.body.dark, { opacity: 0.8 })) +
      laidOut(p, brim, p.body, '', { light: 10, dark: 22, drop: 4, stipple: 14 }) +
      clipped(brim, crease(cuffRibs(330, 420), p.body, 3, 0.7)) +
      (withBobble ? bobble(p, 200, 132, 40) : '')
    );
  },
};
