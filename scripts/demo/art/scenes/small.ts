/** The small pictures of the shop's own pages. Round ones carry their ground with them, so they lie on light and dark pages. */
import { assemble } from '../assemble.js';
import { darken, lighten } from '../colour.js';
import { paletteFor, tonesOf, tonesOfMaterial } from '../palette.js';
import { hills, larches } from '../scenery.js';
import { clipped, ellipse, line, oval, path, poly, smooth, turned } from '../shapes.js';
import { box, opening, shadow, solid, tube } from '../solids.js';
import { prop, standing } from '../subject.js';
import { evening } from './landscape.js';

const medallion = (cx: number, cy: number, r: number, sky: string, scene: string): string =>
  ellipse(cx, cy, r, sky, r) + clipped(oval(cx, cy, r, r), scene);

/** A round picture on a 4:3 sheet without paper: its circle is drawn about 200, 160, with room above and below. */
const roundPicture = (content: string): string =>
  assemble(`<g transform="translate(0 -10)">${content}</g>`, { width: 400, height: 300 });

/** A post with two boards that point nowhere in particular. */
function signpost(x: number, y: number): string {
  const wood = tonesOfMaterial('wood');
  const board = (top: number, side: 1 | -1, tilt: number): string => {
    const d = poly(
      [x - side * 30, top],
      [x + side * 44, top],
      [x + side * 60, top + 13],
      [x + side * 44, top + 26],
      [x - side * 30, top + 26],
    );
    return turned(
      solid(
        d,
        wood,
        { light: 2, dark: 4, drop: 5, stipple: 6 },
        line(`M${x - 26} ${top + 10}h60M${x - 20} ${top + 18}h52`, wood.dark, 1, { opacity: 0.5 }),
      ),
      tilt,
      x,
      top + 13,
    );
  };
  return (
    path(`M${x - 6} ${y - 128}h12v128h-12z`, wood.mid) +
    path(`M${x + 2} ${y - 128}h4v128h-4z`, wood.dark) +
    board(y - 118, 1, -4) +
    board(y - 84, -1, 5)
  );
}

/** Page not found: a tent at night, pitched by people who took a wrong turn. */
export function lostTent(): string {
  const night = '#2c4a52';
  const stars = [
    [96, 92],
    [142, 60],
    [190, 84],
    [236, 50],
    [120, 132],
    [262, 112],
    [170, 38],
  ]
    .map(([x = 0, y = 0], i) =>
      path(
        `M${x} ${y - 4}l1.300 2.700l2.700 1.300l-2.700 1.300l-1.300 2.700l-1.300-2.700l-2.700-1.300l2.700-1.300z`,
        i % 2 === 0 ? '#f4e6c2' : '#a9c3cb',
      ),
    )
    .join('');
  const meadow = '#5f7350';
  const scene =
    ellipse(292, 86, 24, '#f4e6c2', 24) +
    ellipse(302, 80, 21, night, 21) +
    stars +
    hills(400, 330, [206, 178, 198, 170, 194, 176, 200], darken(night, 0.05)) +
    larches(50, 170, 236, 6, 84, tonesOf('#1f3f3a', 0.06)) +
    larches(270, 360, 234, 5, 96, tonesOf('#1f3f3a', 0.06)) +
    hills(400, 340, [232, 224, 230, 222, 230], meadow) +
    hills(400, 340, [286, 270, 276, 266, 280], darken(meadow, 0.05));
  const tent = standing(prop('tent', meadow, { hex: '#d08a45', params: { ridge: true } }), {
    x: 184,
    y: 262,
    extent: 176,
  });
  return roundPicture(medallion(200, 160, 148, night, scene) + tent + signpost(292, 268));
}

/** A willow basket with nothing in it. */
function basket(cx: number, foot: number, ground: string): string {
  const p = paletteFor('wood', ground);
  const [top, r, rFoot] = [foot - 92, 92, 68];
  const rows = Array.from({ length: 7 }, (_, j) => {
    const t = j / 7;
    const [y, half] = [top + 6 + t * 92, r + (rFoot - r) * t];
    return Array.from({ length: 11 }, (_, i) => {
      const k = -0.96 + (i + (j % 2) * 0.5) * 0.185;
      const sag = Math.sqrt(Math.max(0, 1 - k * k)) * half * 0.24;
      return ellipse(
        cx + k * half,
        y + sag,
        10.5 * Math.sqrt(Math.max(0.1, 1 - k * k * 0.8)),
        k < -0.4 ? p.wood.light : k > 0.45 ? p.wood.dark : p.wood.mid,
        6,
      );
    }).join('');
  }).join('');
  const body = `M${cx - r} ${top}L${cx - rFoot} ${foot}a${rFoot} ${rFoot * 0.24} 0 0 0 ${2 * rFoot} 0L${cx + r} ${top}a${r} ${r * 0.24} 0 0 1 ${-2 * r} 0z`;
  const arch = (lift: number): string =>
    `M${cx - r + 5} ${top}C${cx - r} ${top - lift} ${cx + r} ${top - lift} ${cx + r - 5} ${top}`;
  return (
    shadow(p, cx, foot, 76) +
    path(body, p.walnut.mid) +
    clipped(body, rows) +
    opening(cx, top, r, p.wood.light, p.walnut, 8) +
    tube(arch(132), 11, p.wood) +
    line(arch(132), p.wood.dark, 2, { 'stroke-dasharray': '2 9' })
  );
}

export function emptyCart(): string {
  const ground = '#e4d3ae';
  const scene = path('M0 206h400v160H0z', darken(ground, 0.06));
  const leaf = tonesOfMaterial('leaf');
  const fallen = turned(
    path('M278 262q18-20 42-6q-20 18-42 6z', leaf.mid) + path('M278 262q18-20 42-6q-22 0-42 6z', leaf.light),
    -8,
    320,
    266,
  );
  return roundPicture(medallion(200, 160, 148, ground, scene) + basket(196, 246, ground) + fallen);
}

/** Stands in for a product without a picture: a parcel in brown paper. */
export function parcel(): string {
  const p = paletteFor('card', '#efe6d3');
  const [x, y, w, h, depth] = [68, 366, 208, 158, 108];
  const [dx, dy] = [depth * 0.55, depth * -0.4];
  const string = tonesOf('#e9dcc0', 0.12);
  const twine = (d: string): string =>
    line(d, string.dark, 6, { 'stroke-linejoin': 'miter' }) + line(d, string.light, 2.6);
  const middle = x + w / 2;
  const knot = [middle + dx / 2, y - h + dy / 2] as const;
  const seams = line(`M${x + 18} ${y - h}v${h}M${x + w - 20} ${y - h}v${h}`, p.card.dark, 1.4, {
    opacity: 0.5,
  });
  const bow =
    smooth([
      [knot[0], knot[1]],
      [knot[0] - 34, knot[1] - 24],
      [knot[0] - 46, knot[1] - 8],
      [knot[0] - 26, knot[1] + 2],
    ]) +
    smooth([
      [knot[0], knot[1]],
      [knot[0] + 30, knot[1] - 26],
      [knot[0] + 46, knot[1] - 14],
      [knot[0] + 28, knot[1]],
    ]);
  const label =
    path(poly([x + 22, y - 74], [x + 90, y - 74], [x + 90, y - 26], [x + 22, y - 26]), p.paper.light) +
    line(`M${x + 32} ${y - 60}h44M${x + 32} ${y - 49}h48M${x + 32} ${y - 38}h30`, p.paper.dark, 3);
  const content =
    shadow(p, 204, 358, 138) +
    box(x, y, w, h, depth, p.card, seams + label) +
    twine(`M${middle} ${y}V${y - h}L${middle + dx} ${y - h + dy}`) +
    twine(`M${x + dx / 2} ${y - h + dy / 2}H${x + w + dx / 2}V${y + dy / 2}`) +
    line(bow, string.dark, 5) +
    line(bow, string.light, 2.2) +
    ellipse(knot[0], knot[1], 6, string.mid, 5);
  return assemble(content, { width: 400, height: 500, ground: p.ground });
}

/** A lantern that is still one at 16 pixels. */
export function favicon(): string {
  const content =
    path('M14 0h36q14 0 14 14v36q0 14-14 14H14Q0 64 0 50V14Q0 0 14 0z', evening.larch) +
    line('M19 30C14 12 24 8 32 8S50 12 45 30', '#e4d3ae', 3.6) +
    path('M24 17h16l4 7H20z', '#e4d3ae') +
    path('M22 26h20q7 11 0 21H22q-7-10 0-21z', lighten('#f4dfbd', 0.1)) +
    path('M32 28q9 9 5 15q-5 5-10 0q-4-6 5-15z', '#b84616') +
    path('M32 35q4 5 2 8q-2 2-4 0q-2-3 2-8z', '#f4c46a') +
    path('M19 47h26l3 9H16z', '#e4d3ae');
  return assemble(content, { width: 64, height: 64 });
}
