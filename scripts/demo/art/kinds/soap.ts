import type { Kind } from '../kind.js';
import { ellipse, line, path, poly, smooth } from '../shapes.js';
import { shadow, solid } from '../solids.js';

/** A block of soap in a paper band. */
export const soap: Kind = {
  material: 'wax',
  scaleBeside: 'hand',
  focus: { x: 246, y: 346 },
  box: { w: 296, h: 158 },
  draw(p) {
    const front = 'M52 346Q52 334 64 334H266Q280 334 280 346V416Q280 432 264 432H68Q52 432 52 416z';
    const top =
      'M56 338L116 284Q122 279 132 279H336Q350 280 342 288L280 338Q272 342 264 342H64Q52 344 56 338z';
    const side = 'M279 342L342 288Q347 284 347 294V372Q347 380 341 386L279 430z';
    const band =
      path(poly([122, 332], [214, 332], [214, 434], [122, 434]), p.card.mid) +
      path(poly([122, 340], [186, 280], [278, 280], [214, 340]), p.card.light) +
      line('M130 332V434M206 332V434', p.flame.dark, 2.4) +
      line('M132 338L194 280M206 338L268 280', p.flame.dark, 2.2, { opacity: 0.7 });
    const tree =
      path(
        poly([168, 356], [186, 382], [178, 382], [194, 408], [142, 408], [158, 382], [150, 382]),
        p.leaf.dark,
      ) + path('M164 406h8v11h-8z', p.leaf.dark);
    const herbs = [
      [78, 362],
      [98, 400],
      [70, 416],
      [236, 374],
      [258, 408],
      [244, 420],
      [92, 352],
    ]
      .map(([x = 0, y = 0]) =>
        path(
          smooth([
            [x, y],
            [x + 5, y - 3],
            [x + 9, y + 2],
            [x + 4, y + 3],
          ]),
          p.leaf.mid,
        ),
      )
      .join('');
    return (
      shadow(p, 200, 420, 122) +
      path(side, p.body.dark) +
      solid(front, p.body, { light: 6, dark: 14, drop: 10, stipple: 16 }) +
      path(top, p.body.light) +
      herbs +
      band +
      tree +
      ellipse(88, 326, 14, p.paper.light, 3)
    );
  },
};
