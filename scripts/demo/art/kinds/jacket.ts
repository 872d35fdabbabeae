import { flag, type Kind } from '../kind.js';
import type { Palette, Tones } from '../palette.js';
import { clipped, ellipse, gouges, line, path, poly, smooth, type Point } from '../shapes.js';
import { flatShadow, solid, stitches } from '../solids.js';
import { crease, laidOut, repeat, sided } from './cloth.js';

const torso = smooth(
  [
    [158, 112],
    [200, 120],
    [242, 112],
    [286, 136],
    [294, 200],
    [290, 300],
    [298, 408],
    [292, 424],
    [200, 430],
    [108, 424],
    [102, 408],
    [110, 300],
    [106, 200],
    [114, 136],
  ],
  true,
  8,
);

const sleevePoints: Point[] = [
  [74, 128],
  [98, 140],
  [124, 214],
  [148, 300],
  [156, 364],
  [146, 376],
  [116, 378],
  [106, 366],
  [98, 310],
  [84, 240],
  [66, 170],
];

const sleeveOutline = (side: 1 | -1): string => smooth(sided(200, side, sleevePoints), true, 8);

function sleeve(p: Palette, side: 1 | -1, cuff: boolean): string {
  const d = sleeveOutline(side);
  const turned = smooth(
    sided(200, side, [
      [102, 344],
      [130, 346],
      [154, 340],
      [159, 370],
      [148, 380],
      [114, 382],
      [104, 370],
    ]),
    true,
    8,
  );
  const elbow =
    side === 1
      ? gouges([300, 220], [316, 270], 2, [-4, 26], 4, p.body.dark)
      : gouges([100, 220], [78, 268], 2, [0, 28], 4, p.body.dark);
  const underArm = path(torso, p.body.dark, { transform: 'translate(5 4)' });
  return (
    laidOut(p, d, p.body, '', { light: 8, dark: 14, drop: 6, stipple: 12 }) +
    clipped(d, elbow + underArm) +
    (cuff
      ? laidOut(p, turned, p.body, '', { light: 5, dark: 10, drop: 5, stipple: 6 })
      : clipped(d, crease(`M${200 + side * 100} 352q${side * 26} 4 ${side * 56} -6`, p.body, 2)))
  );
}

const patch = (x: number, y: number, w: number, h: number): string =>
  smooth(
    [
      [x, y],
      [x + w / 2, y + 1],
      [x + w, y],
      [x + w + 1, y + h / 2],
      [x + w, y + h - 4],
      [x + w / 2, y + h],
      [x, y + h - 4],
      [x - 1, y + h / 2],
    ],
    true,
    10,
  );

/** A pocket with its flap, and a button or press stud on it. */
function pocket(p: Palette, x: number, y: number, w: number, h: number, button: string): string {
  const [bag, lid] = [patch(x, y, w, h), patch(x - 3, y - 4, w + 6, h * 0.3)];
  return (
    path(bag, p.body.dark, { transform: 'translate(2 3)' }) +
    path(bag, p.body.mid) +
    stitches(patch(x + 3, y + 3, w - 6, h - 7), p.body.light, 1.1) +
    path(lid, p.body.dark, { transform: 'translate(1 3)' }) +
    path(lid, p.body.mid) +
    path(poly([x - 3, y - 4], [x + w + 3, y - 4], [x + w + 3, y - 1], [x - 3, y - 1]), p.body.light, {
      opacity: 0.6,
    }) +
    ellipse(x + w / 2, y + h * 0.17, 4, button, 4)
  );
}

const buttons = (p: Palette, from: number, to: number, count: number, fill: string): string =>
  Array.from({ length: count }, (_, i) => {
    const y = from + ((to - from) * i) / (count - 1);
    return ellipse(212, y + 1, 5.4, p.body.dark, 5.4) + ellipse(211, y, 4.8, fill, 4.8);
  }).join('');

/** A collar of another cloth over the neckline. */
function collar(p: Palette, shirt: boolean): string {
  const cloth: Tones = shirt ? p.body : { ...p.walnut, grain: 'weave' };
  const inside = smooth([
    [160, 112],
    [200, 98],
    [240, 112],
    [222, 136],
    [200, 146],
    [178, 136],
  ]);
  const leaf = (side: 1 | -1): string =>
    smooth(
      sided(200, side, [
        [16, 84],
        [40, 92],
        [56, 118],
        [52, 152],
        [36, 160],
        [8, 140],
        [22, 118],
      ]),
      true,
      9,
    );
  const cords = repeat(9, (t) => `M${150 + t * 100} 84v84`);
  const shading = { light: 4, dark: 7, drop: 5, stipple: 0 };
  const one = (side: 1 | -1): string =>
    path(leaf(side), p.body.dark, { transform: 'translate(3 5)' }) +
    solid(leaf(side), cloth, shading, shirt ? '' : line(cords, cloth.dark, 1.6));
  return (
    path('M158 104Q200 66 242 104Q220 92 200 92T158 104z', cloth.dark) +
    path(inside, p.accent.dark) +
    one(-1) +
    one(1)
  );
}

/** A jacket lying flat, buttoned. shirt (chest pockets, cuffs) or, the fallback, collar and patch pockets. */
export const jacket: Kind = {
  material: 'canvas',
  scaleBeside: 'figure',
  focus: (params) => (flag(params, 'shirt') ? { x: 172, y: 176 } : { x: 176, y: 150 }),
  box: { w: 318, h: 352 },
  draw(p, params) {
    const shirt = flag(params, 'shirt');
    const placket = 'M196 142Q194 300 196 432M226 146Q224 300 226 430';
    const yoke = shirt ? 'M108 178Q150 190 196 188M226 188Q260 188 294 178' : 'M112 182Q200 176 290 182';
    const creases =
      gouges([132, 210], [150, 270], 2, [6, 60], 4, p.body.dark) +
      gouges([268, 220], [250, 282], 2, [-2, 70], 4, p.body.dark);
    return (
      flatShadow(p, torso) +
      sleeve(p, -1, shirt) +
      sleeve(p, 1, shirt) +
      solid(torso, p.body, { light: 10, dark: 26, drop: 8, stipple: 20 }) +
      clipped(
        torso,
        crease(yoke, p.body, 2) +
          creases +
          path('M226 146Q224 300 226 430H231Q230 300 232 146z', p.body.dark, { opacity: 0.7 }) +
          crease(placket, p.body, 1.8) +
          stitches('M108 414Q200 420 292 414', p.body.light, 1.3),
      ) +
      (shirt
        ? pocket(p, 132, 206, 48, 58, p.walnut.dark) + pocket(p, 242, 206, 44, 58, p.walnut.dark)
        : pocket(p, 120, 326, 62, 74, p.brass.mid) + pocket(p, 236, 326, 54, 74, p.brass.mid)) +
      buttons(p, 176, 398, shirt ? 5 : 6, shirt ? p.walnut.light : p.brass.mid) +
      collar(p, shirt)
    );
  },
};
