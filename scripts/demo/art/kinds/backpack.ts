import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, ellipse, gouges, line, path, rect, smooth } from '../shapes.js';
import { shadow, solid, stitches, tube } from '../solids.js';
import { crease } from './cloth.js';

const bodyOutline = (top: number): string =>
  smooth(
    [
      [112, top + 22],
      [136, top],
      [200, top - 6],
      [264, top],
      [288, top + 22],
      [300, 250],
      [308, 340],
      [304, 408],
      [286, 430],
      [200, 438],
      [114, 430],
      [96, 408],
      [92, 340],
      [100, 250],
    ],
    true,
    7,
  );

/** Shoulder straps that show behind the body, and the loop to hang it by. */
const harness = (p: Palette, top: number): string =>
  line(
    `M124 ${top + 40}C70 ${top + 70} 66 350 98 410M276 ${top + 40}C332 ${top + 70} 336 350 302 410`,
    p.leather.dark,
    18,
  ) +
  line(`M124 ${top + 40}C70 ${top + 70} 66 350 98 410`, p.leather.mid, 13, {
    transform: 'translate(-1 -1)',
  }) +
  tube(`M176 ${top + 4}C176 ${top - 34} 224 ${top - 34} 224 ${top + 4}`, 11, p.leather);

/** A strap with its buckle. */
const buckled = (p: Palette, x: number, from: number, to: number): string =>
  path(rect(x - 10, from, 20, to - from, 4), p.leather.dark, { transform: 'translate(2 3)' }) +
  solid(rect(x - 10, from, 20, to - from, 4), p.leather, { light: 3, dark: 4, drop: 2, stipple: 0 }) +
  line(rect(x - 13, to - 44, 26, 20, 3), p.brass.mid, 4.5) +
  line(`M${x} ${to - 42}v17`, p.brass.dark, 3) +
  ellipse(x, to - 12, 2, p.leather.dark, 2);

function flapped(p: Palette): string {
  const outline = bodyOutline(146);
  const pocket = smooth(
    [
      [132, 330],
      [200, 336],
      [268, 330],
      [274, 372],
      [270, 414],
      [200, 422],
      [130, 414],
      [126, 372],
    ],
    true,
    8,
  );
  const flap = smooth(
    [
      [106, 156],
      [136, 132],
      [200, 126],
      [264, 132],
      [294, 156],
      [304, 220],
      [300, 268],
      [270, 288],
      [200, 298],
      [130, 288],
      [100, 268],
      [96, 220],
    ],
    true,
    7,
  );
  return (
    shadow(p, 200, 430, 104) +
    harness(p, 134) +
    solid(outline, p.body, { light: 12, dark: 34, drop: 8, stipple: 22 }) +
    clipped(
      outline,
      path('M80 262Q200 330 320 262V300Q200 330 80 300z', p.body.dark, { opacity: 0.85 }) +
        gouges([112, 330], [104, 412], 1, [0, 0], 4, p.body.dark),
    ) +
    path(pocket, p.body.dark, { transform: 'translate(3 5)' }) +
    solid(pocket, p.body, { light: 7, dark: 18, drop: 6, stipple: 12 }) +
    clipped(
      pocket,
      crease('M120 352Q200 362 280 352', p.body, 2.2) +
        stitches('M120 357Q200 367 280 357', p.body.light, 1.3),
    ) +
    solid(flap, p.body, { light: 13, dark: 32, drop: 12, stipple: 22 }) +
    clipped(
      flap,
      stitches('M104 262Q134 280 200 288T296 262', p.body.light, 1.5) +
        gouges([150, 140], [138, 196], 3, [50, 0], 4, p.body.dark),
    ) +
    buckled(p, 152, 232, 348) +
    buckled(p, 248, 232, 348)
  );
}

function rollTop(p: Palette): string {
  const outline = bodyOutline(176);
  const rolled = rect(92, 134, 216, 46, 22);
  const fold = 'M100 152Q200 162 302 152M104 166Q200 174 300 166';
  const pocket = 'M120 300H280';
  const hook = (side: 1 | -1): string =>
    line(`M${200 + side * 100} 160Q${200 + side * 122} 190 ${200 + side * 100} 232`, p.rubber.mid, 11) +
    path(rect(200 + side * 104 - 10, 186, 20, 26, 4), p.steel.mid) +
    path(rect(200 + side * 104 - 6, 190, 12, 6, 2), p.steel.light);
  return (
    shadow(p, 200, 430, 104) +
    tube('M176 150C176 96 224 96 224 150', 11, p.rubber) +
    solid(
      outline,
      p.body,
      { light: 12, dark: 34, drop: 8, stipple: 22 },
      path('M80 386H330V450H80z', p.body.dark),
    ) +
    clipped(
      outline,
      path('M84 150H320V206Q200 222 84 206z', p.body.dark, { opacity: 0.7 }) +
        gouges([128, 198], [140, 282], 4, [46, 0], 5, p.body.dark) +
        line(pocket, p.ink, 3.5) +
        line('M120 296H280', p.body.light, 2) +
        crease('M84 386Q200 396 320 386', p.body, 2),
    ) +
    path(rect(272, 296, 8, 26, 3), p.accent.mid) +
    solid(rolled, p.body, { light: 5, dark: 10, drop: 14, stipple: 10 }) +
    clipped(rolled, crease(fold, p.body, 3)) +
    hook(-1) +
    hook(1) +
    path(rect(180, 346, 40, 22, 2), p.accent.mid) +
    path('M190 364l10-14l10 14z', p.body.dark)
  );
}

/** A backpack seen from the front. flap (with buckles) or rolltop. */
export const backpack: Kind = {
  material: 'canvas',
  scaleBeside: 'figure',
  focus: (params) => (flag(params, 'rolltop') ? { x: 124, y: 190 } : { x: 168, y: 308 }),
  box: (params) => (flag(params, 'rolltop') ? { w: 236, h: 330 } : { w: 264, h: 336 }),
  draw: (p, params) => (flag(params, 'rolltop') ? rollTop(p) : flapped(p)),
};
