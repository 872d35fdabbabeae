import type { Kind } from '../kind.js';
import { clipped, gouges, line, path, smooth, turned } from '../shapes.js';
import { flatShadow, solid } from '../solids.js';
import { crease, repeat } from './cloth.js';

const outline = smooth(
  [
    [142, 110],
    [200, 84],
    [258, 110],
    [284, 176],
    [286, 250],
    [272, 350],
    [256, 420],
    [240, 442],
    [200, 450],
    [160, 442],
    [144, 420],
    [128, 350],
    [114, 250],
    [116, 176],
  ],
  true,
  7,
);

/** A mummy sleeping bag lying open at the top, its lining folded back. */
export const sleepingBag: Kind = {
  material: 'nylon',
  scaleBeside: 'figure',
  focus: { x: 226, y: 222 },
  box: { w: 230, h: 390 },
  draw(p) {
    const hood = smooth([
      [146, 120],
      [200, 98],
      [254, 120],
      [268, 168],
      [256, 202],
      [200, 210],
      [144, 202],
      [132, 168],
    ]);
    const flap = smooth(
      [
        [118, 206],
        [160, 214],
        [226, 200],
        [290, 168],
        [300, 214],
        [272, 258],
        [214, 262],
        [150, 244],
      ],
      true,
      7,
    );
    const baffles = repeat(6, (t) => `M100 ${278 + t * 146}Q200 ${302 + t * 140} 300 ${274 + t * 146}`);
    const hoodSeams = 'M168 92Q176 104 172 116M232 92Q224 104 228 116M126 146L142 156M274 146L258 156';
    const bag =
      solid(
        outline,
        p.body,
        { light: 12, dark: 24, drop: 8, stipple: 22 },
        line(baffles, p.body.dark, 4) + line(baffles, p.body.light, 3, { transform: 'translate(0 5)' }),
      ) +
      clipped(
        outline,
        gouges([150, 290], [146, 312], 2, [0, 30], 3, p.body.dark) + crease(hoodSeams, p.body, 3),
      ) +
      solid(hood, p.accent, { light: 0, dark: 20, drop: 4, stipple: 14 }) +
      clipped(
        hood,
        path('M120 150Q200 80 280 150V96H120z', p.accent.dark, { opacity: 0.9 }) +
          gouges([176, 140], [166, 200], 3, [24, 0], 3, p.accent.dark),
      ) +
      flatShadow(p, '') +
      path(flap, p.body.dark, { transform: 'translate(3 7)' }) +
      solid(flap, p.accent, { light: 8, dark: 12, drop: 12, stipple: 12 }) +
      clipped(flap, gouges([160, 226], [236, 214], 3, [14, 12], 3, p.accent.dark)) +
      line('M290 172Q300 230 284 330Q272 400 258 428', p.ink, 2.4, { 'stroke-dasharray': '3 2.5' }) +
      path('M284 262l10 2l-4 22l-7-2z', p.steel.mid);
    return `<g transform="translate(9 11)">${turned(path(outline, p.shadow), 12, 200, 270)}</g>${turned(bag, 12, 200, 270)}`;
  },
};
