import type { Kind } from '../kind.js';
import { clipped, ellipse, gouges, line, path, smooth, type Point } from '../shapes.js';
import { shadow, solid, tube } from '../solids.js';
import { crease } from './cloth.js';

const cords = (ring: Point, ends: readonly Point[]): string =>
  ends.map(([x, y]) => `M${ring[0]} ${ring[1]}L${x} ${y}`).join('');

/** A cotton hammock between two posts. */
export const hammock: Kind = {
  material: 'canvas',
  scaleBeside: 'figure',
  focus: { x: 112, y: 282 },
  box: { w: 356, h: 276 },
  draw(p) {
    const far = smooth([
      [104, 268],
      [150, 296],
      [200, 306],
      [250, 296],
      [296, 268],
      [262, 340],
      [200, 366],
      [138, 340],
    ]);
    const near = smooth([
      [100, 272],
      [140, 314],
      [200, 334],
      [260, 314],
      [300, 272],
      [304, 296],
      [280, 350],
      [240, 384],
      [200, 394],
      [160, 384],
      [120, 350],
      [96, 296],
    ]);
    const stripes = [0, 1, 2, 3].map((i) =>
      path(
        `M80 ${288 + i * 17}Q200 ${408 + i * 9} 320 ${288 + i * 17}v7Q200 ${416 + i * 9} 80 ${295 + i * 17}z`,
        p.accent.mid,
      ),
    );
    const post = (x: number): string =>
      shadow(p, x, 430, 20) + tube(`M${x} 430V164`, 17, p.wood) + ellipse(x, 164, 8.5, p.wood.light, 3);
    const rope = 'M36 190L58 216M364 190L342 216';
    const leftEnds: Point[] = [
      [104, 266],
      [100, 274],
      [98, 282],
      [97, 291],
      [98, 300],
    ];
    const fans =
      cords([58, 216], leftEnds) +
      cords(
        [342, 216],
        leftEnds.map(([x, y]) => [400 - x, y]),
      );
    return (
      ellipse(206, 432, 120, p.shadow, 11) +
      post(36) +
      post(364) +
      path(far, p.body.dark) +
      clipped(far, gouges([140, 280], [180, 350], 4, [28, 4], 3, p.body.mid)) +
      line(fans, p.canvas.dark, 2.2) +
      solid(near, p.body, { light: 12, dark: 22, drop: 14, stipple: 22 }, stripes.join('')) +
      clipped(
        near,
        gouges([104, 290], [190, 380], 3, [18, 12], 3, p.body.dark) +
          gouges([298, 290], [214, 380], 3, [-18, 12], 3, p.body.dark),
      ) +
      crease('M100 272Q140 314 200 334Q260 314 300 272', p.body, 2) +
      line(rope, p.canvas.mid, 5) +
      line('M28 184h16M28 190h16M28 196h16M356 184h16M356 190h16M356 196h16', p.canvas.mid, 4.5) +
      ellipse(58, 217, 4.5, p.steel.mid, 4.5) +
      ellipse(342, 217, 4.5, p.steel.mid, 4.5)
    );
  },
};
