import { flag, type Kind } from '../kind.js';
import { clipped, ellipse, gouges, line, path, smooth } from '../shapes.js';
import { flatShadow, solid, stitches } from '../solids.js';
import { crease } from './cloth.js';

/** A cloth hanging from a peg by its loop. stripes. */
export const towel: Kind = {
  material: 'canvas',
  scaleBeside: 'hand',
  focus: { x: 206, y: 158 },
  box: { w: 210, h: 350 },
  draw(p, params) {
    const back = smooth(
      [
        [196, 142],
        [236, 166],
        [272, 240],
        [290, 330],
        [296, 388],
        [262, 380],
        [236, 392],
        [214, 300],
      ],
      true,
      8,
    );
    const front = smooth(
      [
        [192, 140],
        [212, 142],
        [232, 190],
        [248, 280],
        [258, 360],
        [266, 420],
        [240, 428],
        [218, 418],
        [190, 430],
        [160, 418],
        [132, 424],
        [112, 412],
        [124, 330],
        [142, 250],
        [166, 180],
      ],
      true,
      8,
    );
    const stripes = flag(params, 'stripes')
      ? path(
          'M186 150Q146 260 130 440L146 440Q160 270 192 156zM182 150Q136 250 118 440L124 440Q144 260 186 152z',
          p.accent.mid,
        )
      : '';
    const far = flag(params, 'stripes')
      ? path('M232 160Q268 250 280 400L268 400Q258 260 222 160z', p.accent.mid)
      : '';
    return (
      flatShadow(p, back, 12, 12) +
      flatShadow(p, front, 12, 12) +
      ellipse(208, 106, 13, p.shadow, 13) +
      solid(back, p.body, { light: 4, dark: 22, drop: 6, stipple: 14 }, far) +
      clipped(back, gouges([226, 180], [272, 380], 2, [-14, 8], 5, p.body.dark)) +
      solid(front, p.body, { light: 10, dark: 14, drop: 4, stipple: 14 }, stripes) +
      clipped(
        front,
        gouges([198, 158], [164, 412], 2, [16, 0], 7, p.body.dark) +
          gouges([206, 158], [238, 412], 1, [0, 0], 6, p.body.dark) +
          gouges([190, 170], [142, 400], 1, [0, 0], 4, p.body.light) +
          stitches('M112 404Q132 416 160 410T218 410T266 412', p.body.dark, 1.3),
      ) +
      line('M196 144C190 96 216 96 210 144', p.canvas.dark, 5) +
      line('M196 144C190 96 216 96 210 144', p.canvas.light, 2.6) +
      crease('M190 146Q202 152 214 146', p.body, 2.4) +
      ellipse(203, 101, 12, p.wood.dark, 12) +
      ellipse(201, 99, 11, p.wood.mid, 11) +
      ellipse(198, 96, 5.5, p.wood.light, 5.5)
    );
  },
};
