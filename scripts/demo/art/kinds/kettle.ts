import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { ellipse, line, path, smooth } from '../shapes.js';
import { band, cylinder, drum, lathe, round, shadow, solid, tube } from '../solids.js';

function knob(p: Palette, cx: number, y: number): string {
  return (
    cylinder(cx, y - 8, y, 6, p.steel) +
    solid(
      lathe(cx, [
        [y - 30, 8],
        [y - 24, 15],
        [y - 14, 14],
        [y - 8, 7],
      ]),
      p.walnut,
      round(12),
    )
  );
}

/** Broad and low, with a wire bail and a wooden grip. */
function campKettle(p: Palette): string {
  const body = lathe(200, [
    [262, 62],
    [276, 96],
    [310, 124],
    [362, 136],
    [408, 132],
    [430, 118],
  ]);
  const spout = smooth([
    [92, 336],
    [64, 312],
    [44, 276],
    [34, 250],
    [52, 246],
    [66, 268],
    [84, 284],
    [108, 292],
    [104, 330],
  ]);
  const bail = 'M96 290C84 190 120 128 200 128S316 190 304 290';
  return (
    shadow(p, 200, 430, 120) +
    solid(spout, p.body, { light: 6, dark: 12, drop: 4, stipple: 6 }) +
    ellipse(43, 248, 10, p.body.dark, 4) +
    solid(body, p.body, round(130)) +
    band(200, 424, 431, 120, p.iron, 118) +
    solid(
      lathe(200, [
        [238, 22],
        [244, 50],
        [258, 68],
      ]),
      p.body,
      round(60),
    ) +
    line('M133 262A68 16.320 0 0 0 267 262', p.body.dark, 3) +
    knob(p, 200, 240) +
    line(bail, p.steel.dark, 7) +
    line(bail, p.steel.light, 2, { transform: 'translate(-1.5 -1.5)' }) +
    tube('M152 136Q200 121 248 136', 21, p.walnut) +
    [97, 303]
      .map((x) => ellipse(x, 288, 8, p.steel.dark, 9) + ellipse(x - 1, 286, 5, p.steel.mid, 6))
      .join('')
  );
}

/** A pouring kettle: narrow shoulders, a long swan's neck and a handle at the back. */
function gooseneckKettle(p: Palette): string {
  const [cx, top] = [212, 268];
  const neck = 'M128 402C52 404 96 262 40 238';
  const handle = `M${cx + 70} 276C338 240 362 268 356 330C354 356 346 372 336 384`;
  return (
    shadow(p, cx, 430, 112) +
    tube(neck, 19, p.body) +
    path('M30 232L52 236L46 250L28 246z', p.body.dark) +
    solid(
      lathe(
        cx,
        [
          [top, 74],
          [330, 92],
          [404, 114],
          [430, 116],
        ],
        7,
      ),
      p.body,
      round(112),
    ) +
    band(cx, 418, 430, 115.5, p.body, 116) +
    drum(cx, top - 10, top, 72, p.body, 74) +
    line(`M${cx - 74} ${top + 4}a74 17.760 0 0 0 148 0`, p.body.dark, 3) +
    solid(
      lathe(cx, [
        [top - 24, 22],
        [top - 18, 46],
        [top - 9, 58],
      ]),
      p.body,
      round(50),
    ) +
    knob(p, cx, top - 22) +
    tube(`M${cx + 60} 284L${cx + 84} 274`, 13, p.steel) +
    tube(handle, 23, p.walnut)
  );
}

/** A kettle: bail (camp kettle, the fallback) or gooseneck. */
export const kettle: Kind = {
  material: 'enamel',
  scaleBeside: 'cup',
  focus: (params) => (flag(params, 'gooseneck') ? { x: 232, y: 268 } : { x: 130, y: 282 }),
  box: (params) => (flag(params, 'gooseneck') ? { w: 340, h: 250 } : { w: 310, h: 322 }),
  draw: (p, params) => (flag(params, 'gooseneck') ? gooseneckKettle(p) : campKettle(p)),
};
