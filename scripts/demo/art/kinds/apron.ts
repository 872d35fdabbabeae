import type { Kind } from '../kind.js';
import { clipped, ellipse, gouges, line, path, rect, smooth } from '../shapes.js';
import { stitches } from '../solids.js';
import { crease, laidOut } from './cloth.js';

/** A work apron lying flat, straps crossed above it. */
export const apron: Kind = {
  material: 'canvas',
  scaleBeside: 'figure',
  focus: { x: 158, y: 150 },
  box: { w: 250, h: 372 },
  draw(p) {
    const outline = smooth(
      [
        [154, 128],
        [200, 132],
        [246, 128],
        [254, 180],
        [292, 236],
        [306, 250],
        [312, 340],
        [314, 424],
        [256, 432],
        [200, 434],
        [144, 432],
        [86, 424],
        [88, 340],
        [94, 250],
        [108, 236],
        [146, 180],
      ],
      true,
      9,
    );
    const straps = 'M160 138C150 70 262 60 300 250M240 138C250 70 138 60 100 250';
    const bib = rect(176, 168, 48, 44, 3);
    const kangaroo = rect(116, 286, 168, 84, 4);
    return (
      line(straps, p.shadow, 13, { transform: 'translate(5 7)' }) +
      line('M160 138C150 70 262 60 300 250', p.accent.dark, 13) +
      line('M240 138C250 70 138 60 100 250', p.accent.mid, 13) +
      laidOut(p, outline, p.body, '', { light: 10, dark: 24, drop: 8, stipple: 20 }) +
      clipped(
        outline,
        gouges([116, 250], [104, 416], 2, [22, 130], 4, p.body.dark) +
          gouges([290, 264], [284, 420], 2, [-24, 120], 4, p.body.dark) +
          gouges([180, 222], [172, 278], 2, [38, 0], 4, p.body.dark) +
          stitches('M150 138Q200 142 250 138M92 416Q200 426 308 416', p.body.light, 1.4) +
          crease('M146 180Q128 214 94 246M254 180Q272 214 306 246', p.body, 1.8),
      ) +
      path(bib, p.body.dark, { transform: 'translate(2 3)' }) +
      path(bib, p.body.mid) +
      stitches(rect(179, 171, 42, 38), p.body.light, 1.2) +
      path(rect(186, 150, 7, 44, 1), p.wood.mid) +
      path('M186 150l3.500-10l3.500 10z', p.wood.light) +
      path(rect(180, 176, 20, 33), p.body.mid) +
      line('M176 169H224', p.body.light, 3) +
      path(kangaroo, p.body.dark, { transform: 'translate(2 4)' }) +
      path(kangaroo, p.body.mid) +
      clipped(kangaroo, gouges([140, 300], [150, 360], 2, [90, 4], 4, p.body.dark)) +
      line('M116 288H284', p.body.light, 4) +
      crease('M200 290V368', p.body, 2.4) +
      stitches('M120 296V366H280V296M196 294V366M204 294V366', p.body.light, 1.2) +
      line('M290 300v26q-8 8-14 0', p.leather.mid, 6) +
      [
        [160, 138],
        [240, 138],
        [101, 247],
        [299, 247],
      ]
        .map(([x = 0, y = 0]) => ellipse(x, y, 7, p.brass.mid, 7) + ellipse(x, y, 3.4, p.body.dark, 3.4))
        .join('')
    );
  },
};
