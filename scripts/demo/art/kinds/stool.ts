import type { Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { along, clipped, dots, ellipse, line, oval, path, poly } from '../shapes.js';
import { cylinder, softShadow } from '../solids.js';

function leg(p: Palette, x1: number, y1: number, x2: number, y2: number): string {
  return (
    ellipse(x2 + 6, y2 + 2, 22, p.shadow, 6) +
    path(poly([x1 - 15, y1], [x1 + 15, y1], [x2 + 9, y2], [x2 - 9, y2]), p.body.mid) +
    path(poly([x1 - 15, y1], [x1 - 8, y1], [x2 - 5, y2], [x2 - 9, y2]), p.body.light) +
    path(poly([x1 + 4, y1], [x1 + 15, y1], [x2 + 9, y2], [x2 + 2, y2]), p.body.dark)
  );
}

/** A round stool on three wedged legs. */
export const stool: Kind = {
  material: 'wood',
  scaleBeside: 'cup',
  focus: { x: 150, y: 232 },
  box: { w: 270, h: 256 },
  draw(p) {
    const [y, r] = [218, 128];
    const seat = oval(200, y, r);
    const grain = [-22, -13, -5, 4, 12, 21]
      .map((dy, i) =>
        line(`M70 ${y + dy}Q200 ${y + dy + (i % 2 === 0 ? 4 : -3)} 330 ${y + dy + 1}`, p.body.mid, 1.6, {
          opacity: 0.8,
        }),
      )
      .join('');
    const tenon = (x: number, dy: number): string =>
      ellipse(x, y + dy, 15, p.body.dark, 5) +
      ellipse(x - 0.6, y + dy - 0.6, 13.5, p.walnut.mid, 4.2) +
      line(`M${x - 11} ${y + dy + 1}L${x + 11} ${y + dy - 2}`, p.wax.mid, 2.2);
    return (
      softShadow(p, 204, 424, 104) +
      leg(p, 216, 244, 226, 404) +
      leg(p, 122, 244, 92, 430) +
      leg(p, 278, 244, 312, 428) +
      cylinder(200, y, y + 30, r, along(p.body), r * 0.97) +
      path(seat, p.body.light) +
      clipped(
        seat,
        grain +
          path(`M0 100h400v200H0z${oval(176, y - 5, r)}`, dots(p.body.mid), { 'fill-rule': 'evenodd' }) +
          path(`M0 100h400v200H0z${oval(190, y - 3, r)}`, p.body.mid, { 'fill-rule': 'evenodd' }),
      ) +
      tenon(128, 6) +
      tenon(272, 8) +
      tenon(208, -17)
    );
  },
};
