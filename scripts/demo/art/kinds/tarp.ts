import type { Kind } from '../kind.js';
import { clipped, dots, ellipse, gouges, line, path, poly, texture } from '../shapes.js';
import { tube } from '../solids.js';
import { crease } from './cloth.js';

/** A square tarp over a line between two poles, one side towards us, its corners pegged out. */
export const tarp: Kind = {
  material: 'nylon',
  scaleBeside: 'figure',
  focus: { x: 110, y: 214 },
  box: { w: 372, h: 290 },
  draw(p) {
    const roof = 'M100 190Q210 208 312 160Q336 250 382 330Q300 362 222 366Q156 292 100 190z';
    const under = 'M100 190Q66 270 24 330Q110 330 202 312Q200 250 190 204Q150 200 100 190z';
    const pole = (x: number, top: number, y: number): string =>
      ellipse(x + 8, y, 18, p.shadow, 5) + tube(`M${x} ${y}V${top}`, 6, p.wood);
    const line1 = 'M100 180L14 428M312 150L392 392M24 330L8 402M382 330L396 400M222 366L240 440';
    const pegs = [
      [14, 428],
      [8, 402],
      [396, 400],
      [240, 440],
      [392, 392],
    ] as const;
    return (
      path(poly([60, 414], [230, 428], [384, 392], [220, 372]), p.shadow) +
      pole(312, 150, 392) +
      path(under, p.body.dark) +
      clipped(
        under,
        texture(under, p.body) +
          path('M100 190L24 330L70 330L120 192z', p.body.mid, { opacity: 0.5 }) +
          gouges([110, 210], [60, 322], 3, [26, 2], 3, p.body.mid),
      ) +
      pole(100, 176, 426) +
      line(line1, p.canvas.dark, 1.8) +
      path(roof, p.body.mid) +
      clipped(
        roof,
        texture(roof, p.body) +
          path('M100 190Q210 208 312 160L324 206Q220 256 126 236z', p.body.light, { opacity: 0.7 }) +
          path('M190 330Q300 330 400 280V380H200z', dots(p.body.dark)) +
          path('M204 350Q300 344 400 306V380H200z', p.body.dark) +
          gouges([140, 214], [236, 352], 3, [62, -16], 6, p.body.dark) +
          crease('M206 196Q250 290 304 356', p.body, 2.6),
      ) +
      line('M100 190Q156 292 222 366Q300 362 382 330', p.body.light, 3) +
      line('M100 190Q210 208 312 160', p.body.dark, 2.4) +
      path(
        'M100 190l26 6l-12 22zM312 160l-28 12l14 20zM222 366l-14-20l30 18zM382 330l-30 12l18-30z',
        p.accent.mid,
        { opacity: 0.85 },
      ) +
      pegs.map(([x, y]) => line(`M${x - 3} ${y - 6}l5 11`, p.steel.dark, 3.4)).join('')
    );
  },
};
