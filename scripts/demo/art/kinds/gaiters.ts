import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, ellipse, gouges, line, path, smooth } from '../shapes.js';
import { shadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

/** One gaiter, standing, its hooks to the right of the middle. */
function gaiter(p: Palette, cx: number): string {
  const outline = `M${cx - 66} 128Q${cx} 142 ${cx + 66} 128Q${cx + 70} 230 ${cx + 54} 310Q${cx + 62} 372 ${cx + 80} 420Q${cx + 40} 428 ${cx + 34} 408Q${cx} 388 ${cx - 34} 408Q${cx - 40} 428 ${cx - 80} 420Q${cx - 62} 372 ${cx - 54} 310Q${cx - 70} 230 ${cx - 66} 128z`;
  const lower = `M${cx - 100} 288Q${cx} 312 ${cx + 100} 288V450H${cx - 100}z`;
  const inside = smooth([
    [cx - 66, 128],
    [cx, 114],
    [cx + 66, 128],
    [cx, 142],
  ]);
  const hooks = [172, 206, 240, 274].map(
    (y) =>
      path(`M${cx + 8} ${y}h16v5h-9v6h-7z`, p.steel.light) +
      path(`M${cx + 8} ${y + 11}h9v3h-9z`, p.steel.dark),
  );
  return (
    line(`M${cx - 58} 420Q${cx} 446 ${cx + 58} 420`, p.leather.dark, 6) +
    path(inside, p.body.dark) +
    solid(outline, p.body, { light: 12, dark: 26, drop: 6, stipple: 20 }) +
    clipped(
      outline,
      path(lower, p.body.dark, { opacity: 0.55 }) +
        path(`M${cx - 100} 152Q${cx} 170 ${cx + 100} 152v12Q${cx} 182 ${cx - 100} 164z`, p.accent.mid, {
          opacity: 0.9,
        }) +
        stitches(`M${cx - 100} 294Q${cx} 318 ${cx + 100} 294`, p.body.light, 1.4) +
        path(
          `M${cx + 4} 130h24Q${cx + 20} 300 ${cx + 36} 430H${cx + 10}Q${cx} 300 ${cx + 4} 130z`,
          p.body.mid,
        ) +
        crease(
          `M${cx + 28} 130Q${cx + 20} 300 ${cx + 36} 430M${cx + 4} 130Q${cx} 300 ${cx + 10} 430`,
          p.body,
          2,
        ) +
        gouges([cx - 40, 190], [cx - 26, 284], 2, [18, 10], 4, p.body.dark) +
        gouges([cx - 52, 400], [cx - 36, 330], 2, [16, -6], 4, p.body.dark),
    ) +
    hooks.join('') +
    line(`M${cx - 66} 128Q${cx} 142 ${cx + 66} 128`, p.leather.dark, 7) +
    line(`M${cx - 66} 127Q${cx} 141 ${cx + 66} 127`, p.leather.mid, 4.5) +
    path(`M${cx + 40} 128l16-4l4 24l-14 2z`, p.leather.mid) +
    [-70, 70].map((x) => ellipse(cx + x, 410, 4, p.brass.mid, 4)).join('')
  );
}

/** A pair of gaiters. */
export const gaiters: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 116, y: 210 },
  box: { w: 336, h: 322 },
  draw: (p) => shadow(p, 120, 420, 72) + shadow(p, 288, 420, 72) + gaiter(p, 288) + gaiter(p, 114),
};
