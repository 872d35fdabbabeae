import type { Kind } from '../kind.js';
import { ellipse, gouges, line, oval, path, poly, turned } from '../shapes.js';
import { flatShadow, solid, tube } from '../solids.js';

const [cx, cy] = [200, 290];

/** A pocket compass from above: ring and crown, dial with a rose, needle. */
export const compass: Kind = {
  material: 'brass',
  scaleBeside: 'hand',
  focus: { x: 226, y: 240 },
  box: { w: 272, h: 358 },
  draw(p) {
    const ticks = Array.from({ length: 36 }, (_, i) =>
      turned(
        line(`M${cx} ${cy - 98}v${i % 9 === 0 ? 17 : i % 3 === 0 ? 11 : 6}`, p.ink, i % 9 === 0 ? 4 : 1.8),
        i * 10,
        cx,
        cy,
      ),
    ).join('');
    const ray = (angle: number, length: number, w: number): string =>
      turned(
        path(poly([cx, cy - length], [cx + w, cy - w], [cx, cy]), p.walnut.dark) +
          path(poly([cx, cy - length], [cx - w, cy - w], [cx, cy]), p.paper.dark),
        angle,
        cx,
        cy,
      );
    const rose =
      [45, 135, 225, 315].map((a) => ray(a, 50, 9)).join('') +
      [0, 90, 180, 270].map((a) => ray(a, 74, 11)).join('');
    const needle =
      path(poly([cx, cy - 88], [cx + 11, cy], [cx, cy]), p.flame.dark) +
      path(poly([cx, cy - 88], [cx - 11, cy], [cx, cy]), p.flame.mid) +
      path(poly([cx, cy + 88], [cx + 11, cy], [cx, cy]), p.steel.dark) +
      path(poly([cx, cy + 88], [cx - 11, cy], [cx, cy]), p.steel.light);
    return (
      flatShadow(p, oval(cx, cy, 134, 134), 9, 12) +
      `<g transform="translate(7 9)">${line('M200 134C164 118 168 78 200 76S236 118 200 134', p.shadow, 11)}</g>` +
      tube('M200 134C164 118 168 78 200 76S236 118 200 134', 11, p.body) +
      solid('M180 166V136Q180 128 190 128H210Q220 128 220 136V166z', p.body, {
        light: 6,
        dark: 12,
        drop: 0,
        stipple: 6,
      }) +
      line('M188 130V160M196 129V160M204 129V160M212 130V160', p.body.dark, 1.6) +
      solid(oval(cx, cy, 134, 134), p.body, { light: 10, dark: 16, drop: 24, stipple: 18 }) +
      ellipse(cx, cy, 116, p.body.dark, 116) +
      ellipse(cx + 2, cy + 3, 113, p.body.light, 112) +
      ellipse(cx, cy, 110, p.paper.mid, 110) +
      `<g clip-path="clip(${oval(cx, cy, 110, 110)})">${path(`M60 150h280v280h-280z${oval(cx + 10, cy + 12, 110, 110)}`, p.paper.dark, { 'fill-rule': 'evenodd' })}</g>` +
      ticks +
      rose +
      turned(
        path(poly([cx, cy - 88], [cx + 11, cy], [cx, cy + 88], [cx - 11, cy]), p.paper.dark, {
          transform: 'translate(4 6)',
        }) + needle,
        28,
        cx,
        cy,
      ) +
      ellipse(cx, cy, 9, p.body.dark, 9) +
      ellipse(cx - 1, cy - 1.5, 6.5, p.body.light, 6.5) +
      gouges([122, 276], [166, 212], 2, [15, 13], 5, p.paper.light)
    );
  },
};
