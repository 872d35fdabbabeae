import type { Kind } from '../kind.js';
import { ellipse, line, path, poly, smooth } from '../shapes.js';
import { box, shadow } from '../solids.js';

const match = (x: number, top: number, wood: string, head: string, shine: string): string =>
  line(`M${x} 330L${x} ${top + 10}`, wood, 6, { 'stroke-linecap': 'butt' }) +
  ellipse(x, top, 6.5, head, 10) +
  ellipse(x - 2, top - 3, 2, shine, 4);

/** A sliding box of matches standing up, half open, with heads showing. */
export const matches: Kind = {
  material: 'card',
  scaleBeside: 'hand',
  focus: { x: 190, y: 252 },
  box: { w: 214, h: 318 },
  draw(p) {
    const heads = Array.from({ length: 9 }, (_, i) =>
      match(
        131 + i * 14,
        158 + ((i * 7) % 5) * 5,
        i % 2 === 0 ? p.wood.light : p.wood.mid,
        p.flame.dark,
        p.flame.light,
      ),
    ).join('');
    const tree =
      path(
        poly([188, 300], [222, 344], [206, 344], [236, 378], [140, 378], [170, 344], [154, 344]),
        p.body.dark,
      ) + path('M183 378h10v14h-10z', p.body.dark);
    const sun = ellipse(222, 306, 15, p.flame.mid, 15);
    const hills = path(
      smooth([
        [90, 396],
        [140, 384],
        [190, 392],
        [240, 380],
        [290, 392],
        [290, 440],
        [90, 440],
      ]),
      p.body.dark,
      { opacity: 0.55 },
    );
    return (
      shadow(p, 206, 424, 94) +
      path(poly([116, 260], [150, 234], [282, 234], [254, 260]), p.paper.dark) +
      heads +
      path(poly([116, 256], [250, 256], [250, 210], [116, 210]), p.paper.mid) +
      path(poly([250, 256], [282, 234], [282, 192], [250, 210]), p.paper.dark) +
      line('M116 210H250L282 192', p.paper.light, 3) +
      box(104, 430, 158, 176, 62, p.body, path('M116 268h134v150h-134z', p.paper.mid) + sun + tree + hills) +
      path(poly([269, 424], [289, 409], [289, 240], [269, 255]), p.walnut.dark)
    );
  },
};
