import { flag, type Kind } from '../kind.js';
import { along, ellipse, path, texture } from '../shapes.js';
import { level, lying, solid, timberLines } from '../solids.js';

const teeth = Array.from({ length: 17 }, () => 'q-6.500 8 -13 0').join('');

/** A knife lying down, blade to the upper right. serrated (bread knife, the fallback) or with a plain edge. */
export const knife: Kind = {
  material: 'wood',
  scaleBeside: 'hand',
  focus: { x: 158, y: 330 },
  box: { w: 232, h: 306 },
  draw(p, params) {
    const serrated = flag(params, 'serrated', true);
    const blade = `M138 262H372Q388 264 388 276Q384 296 368 298${serrated ? teeth : 'Q250 306 147 298'}L138 296z`;
    const grip = 'M14 260Q8 258 8 268L12 298Q14 310 28 306Q48 298 74 299Q110 300 138 298V262Q80 264 14 260z';
    const pins = [38, 76, 114]
      .map((x) => ellipse(x, 281, 5, p.brass.dark, 5) + ellipse(x - 0.8, 280, 3.8, p.brass.light, 3.8))
      .join('');
    const drawing =
      path(blade, p.steel.mid) +
      texture(blade, p.steel) +
      path('M138 262H372Q386 264 387 272L138 272z', p.steel.light) +
      path('M147 291L366 291Q384 289 388 276Q384 296 368 298L147 298z', p.steel.dark, { opacity: 0.45 }) +
      path('M134 259h12v42h-12z', p.brass.mid) +
      path('M134 259h12v9h-12z', p.brass.light) +
      path('M134 291h12v10h-12z', p.brass.dark) +
      solid(
        grip,
        along(p.body),
        level(40),
        timberLines(p.body, ['M14 272Q80 276 138 272', 'M18 290Q80 284 138 288']),
      ) +
      pins;
    return lying(p, -52, blade + grip, drawing);
  },
};
