import type { Kind } from '../kind.js';
import { ellipse, glow, path } from '../shapes.js';
import { band, cylinder, drum, lathe, round, shadow, solid } from '../solids.js';
import { flame } from './stove.js';

/** A table lamp: footed oil vessel in the body colour, brass burner, glass chimney. */
export const oilLamp: Kind = {
  material: 'glass',
  scaleBeside: 'cup',
  focus: { x: 214, y: 300 },
  box: { w: 190, h: 380 },
  draw(p) {
    const vessel = lathe(200, [
      [296, 40],
      [312, 76],
      [344, 88],
      [374, 66],
      [392, 26],
    ]);
    const chimney = lathe(200, [
      [70, 25],
      [120, 28],
      [168, 38],
      [214, 54],
      [246, 46],
      [264, 36],
    ]);
    const foot = lathe(
      200,
      [
        [392, 22],
        [402, 30],
        [416, 74],
        [430, 80],
      ],
      7,
    );
    const ribs = [-58, -30, 0, 30, 58]
      .map((x) =>
        path(
          `M${200 + x * 0.6} 300Q${200 + x * 1.5} 344 ${200 + x * 0.5} 388Q${200 + x * 1.36} 344 ${200 + x * 0.6} 300z`,
          p.body.light,
          { opacity: 0.7 },
        ),
      )
      .join('');
    return (
      shadow(p, 200, 430, 80) +
      solid(foot, p.body, round(70)) +
      solid(
        vessel,
        p.body,
        round(84),
        path('M100 344Q200 366 300 344V420H100z', p.brass.mid, { opacity: 0.55 }),
      ) +
      ribs +
      drum(200, 282, 298, 34, p.brass, 42) +
      cylinder(200, 262, 284, 40, p.brass, 30) +
      band(200, 258, 266, 42, p.brass) +
      cylinder(254, 270, 276, 4, p.brass) +
      path('M238 268h22v5h-22z', p.brass.mid) +
      drum(264, 262, 280, 7, p.brass) +
      path(chimney, p.glass.light, { opacity: 0.72 }) +
      ellipse(200, 218, 58, glow(`${p.wax.light}/0.95`, `${p.wax.light}/0.45`, `${p.wax.light}/0`), 62) +
      flame(p, 200, 258, 72) +
      path('M168 178Q150 216 162 250Q158 216 178 170Q180 120 178 78Q172 130 168 178z', p.paper.light) +
      path('M236 180Q250 214 240 252Q258 214 238 170Q228 130 226 76Q222 130 236 180z', p.glass.mid) +
      ellipse(200, 70, 25, p.glass.mid) +
      ellipse(201, 70.5, 21, p.glass.dark) +
      ellipse(206, 71.5, 16, p.glass.mid)
    );
  },
};
