import type { Kind } from '../kind.js';
import { along, ellipse, path, rect } from '../shapes.js';
import { level, lying, solid, timberLines, tube } from '../solids.js';

/** Ferrocerium rod in a wooden handle and its striker, on one cord. */
export const fireSteel: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 160, y: 316 },
  box: { w: 270, h: 300 },
  draw(p) {
    const grip =
      'M34 258Q24 258 24 272V288Q24 302 34 302Q80 308 128 300Q142 298 150 292V268Q142 262 128 260Q80 252 34 258z';
    const rod = rect(148, 269, 196, 22, 6);
    const striker =
      'M120 352H300Q308 352 308 360V380Q308 388 300 388H270l-4-7l-6 7l-6-7l-6 7l-6-7l-6 7l-6-7l-6 7H120Q112 388 112 380V360Q112 352 120 352z';
    const cord = tube('M40 280C-20 300 20 400 126 370', 7, p.flame);
    const drawing =
      solid(rod, p.iron, level(26)) +
      path('M300 270h40v5h-40z', p.steel.light) +
      path('M142 264h14v32h-14z', p.brass.mid) +
      path('M142 264h14v8h-14z', p.brass.light) +
      path('M142 288h14v8h-14z', p.brass.dark) +
      solid(
        grip,
        along(p.body),
        level(44),
        timberLines(p.body, ['M24 270Q90 262 150 274', 'M24 286Q90 296 150 284']),
      ) +
      ellipse(44, 280, 7, p.body.dark, 7) +
      solid(striker, p.steel, level(34)) +
      ellipse(130, 370, 7, p.steel.dark, 7) +
      cord;
    return lying(p, -38, grip + rod + striker, drawing, 190, 300);
  },
};
