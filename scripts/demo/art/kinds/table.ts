import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, path, poly } from '../shapes.js';
import { softShadow } from '../solids.js';

type Xy = readonly [number, number];

/** A square bar between two points, lit on its upper side. */
function bar(p: Palette, [x1, y1]: Xy, [x2, y2]: Xy, w: number, shade: 'mid' | 'dark'): string {
  return (
    path(poly([x1 - w / 2, y1], [x1 + w / 2, y1], [x2 + w / 2, y2], [x2 - w / 2, y2]), p.body[shade]) +
    path(
      poly([x1 - w / 2, y1], [x1 - w / 2 + 4, y1], [x2 - w / 2 + 4, y2], [x2 - w / 2, y2]),
      shade === 'mid' ? p.body.light : p.body.mid,
    )
  );
}

function slat(p: Palette, i: number, count: number): string {
  const [dx, dy] = [64 / count, -54 / count];
  const [x, y] = [30 + dx * i, 262 + dy * i];
  const [ex, ey] = [dx * 0.86, dy * 0.86];
  return (
    path(poly([x, y], [x + 300, y], [x + 300 + ex, y + ey], [x + ex, y + ey]), p.body.light) +
    path(poly([x, y], [x + 300, y], [x + 300, y + 11], [x, y + 11]), p.body.mid) +
    path(
      poly([x + 300, y], [x + 300 + ex, y + ey], [x + 300 + ex, y + ey + 11], [x + 300, y + 11]),
      p.body.dark,
    ) +
    path(`M${x + 40} ${y - 4}h90l2-1h-90zM${x + 170} ${y - 6}h100l2-1h-100z`, p.body.mid)
  );
}

/** A folding table on crossed legs. slats (five boards, the fallback) or one board. */
export const table: Kind = {
  material: 'wood',
  scaleBeside: 'figure',
  focus: { x: 170, y: 312 },
  box: { w: 364, h: 226 },
  draw(p, params) {
    const count = flag(params, 'slats', true) ? 6 : 1;
    const slats = Array.from({ length: count }, (_, i) => slat(p, count - 1 - i, count)).join('');
    return (
      softShadow(p, 196, 414, 150) +
      bar(p, [124, 240], [336, 398], 15, 'dark') +
      bar(p, [330, 240], [130, 398], 15, 'dark') +
      path(poly([84, 424], [96, 428], [142, 396], [130, 392]), p.body.dark) +
      path(poly([292, 424], [304, 428], [350, 396], [338, 392]), p.body.dark) +
      bar(p, [64, 268], [296, 430], 17, 'mid') +
      bar(p, [298, 268], [84, 430], 17, 'mid') +
      ellipse(183, 350, 6, p.steel.dark, 6) +
      ellipse(182, 349, 4, p.steel.light, 4) +
      path(poly([40, 272], [326, 272], [326, 284], [40, 284]), p.body.dark) +
      slats
    );
  },
};
