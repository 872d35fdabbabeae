/** The valley of the shop: evening sky, mountains, forest, lake, meadow, and the larch branch with its lantern. */
import { darken, lighten } from '../colour.js';
import { tonesOf, tonesOfMaterial } from '../palette.js';
import { hills, larches, mountain, sun } from '../scenery.js';
import { scatter } from '../textures.js';
import { down, ellipse, glow, line, path, smooth, type Point } from '../shapes.js';

/** The brand's colours, as they are in the valley in the evening. */
export const evening = {
  sky: '#cfdfdf',
  glow: '#f4dfbd',
  sun: '#fdf2d8',
  far: '#9db9c1',
  hill: '#8fa695',
  forest: '#3f6b57',
  lake: '#b9d0d2',
  meadow: '#95a164',
  larch: '#1f5140',
};

/** Everything up to the far shore; `horizon` is the water's edge, `sunX` where the sun goes down. */
function distance(w: number, horizon: number, sunX: number): string {
  const rock = tonesOf(evening.far, 0.09);
  const peaks: [Point, number][] = [
    [[w * 0.1, horizon - 118], w * 0.16 + 60],
    [[w * 0.5, horizon - 104], w * 0.13 + 50],
    [[w * 0.27, horizon - 168], w * 0.15 + 70],
    [[w * 0.84, horizon - 136], w * 0.16 + 70],
  ];
  return (
    path(`M0 0h${w}v${horizon}H0z`, down(evening.sky, '#e6e4d0', evening.glow)) +
    sun(sunX, horizon - 112, 62, evening.sun) +
    peaks.map(([peak, half]) => mountain(peak, horizon, half, rock)).join('') +
    hills(
      w,
      horizon,
      [46, 66, 40, 58, 34, 62, 50].map((rise) => horizon - rise),
      evening.hill,
    ) +
    hills(
      w,
      horizon,
      [22, 34, 18, 26, 36, 24, 40].map((rise) => horizon - rise),
      darken(evening.hill, 0.07),
    )
  );
}

/** Still water with the lights of the sky as gouge marks. */
function lake(w: number, horizon: number, shore: number, sunX: number): string {
  const marks = Array.from({ length: 26 }, (_, i) => {
    const [x, y] = [scatter(i, 0, 0.3) * w, horizon + 8 + scatter(i, 1, 0.1) * (shore - horizon + 10)];
    const length = 26 + ((i * 11) % 40);
    return `M${x} ${y}q${length / 2}-2.400 ${length} 0q${-length / 2} 2.400 ${-length} 0z`;
  });
  const glitter = Array.from({ length: 9 }, (_, i) => {
    const half = 34 - i * 2 + ((i * 5) % 3) * 5;
    const y = horizon + 6 + i * ((shore - horizon) / 9);
    return `M${sunX - half} ${y}q${half}-3 ${2 * half} 0q${-half} 3 ${-2 * half} 0z`;
  });
  return (
    path(`M0 ${horizon}h${w}v${shore - horizon + 40}H0z`, down(lighten(evening.lake, 0.1), evening.lake)) +
    path(marks.join(''), darken(evening.lake, 0.07)) +
    path(glitter.join(''), evening.sun) +
    path(`M0 ${horizon - 1}h${w}v3H0z`, darken(evening.hill, 0.14))
  );
}

function tufts(w: number, from: number, to: number): string {
  const blades = Array.from({ length: 34 }, (_, i) => {
    const [x, y] = [scatter(i, 0, 0.8) * w, from + scatter(i, 1, 0.4) * (to - from)];
    return `M${x} ${y}q-3-9-7-12q6 3 8 10q0-9 3-14q1 7-1 15z`;
  });
  return path(blades.join(''), darken(evening.meadow, 0.1));
}

/** The whole valley, `w` by `h`: water from `horizon` to `shore`. */
export function valley(w: number, h: number, horizon: number, shore: number, sunX: number): string {
  const wood = tonesOf(evening.forest, 0.08);
  return (
    distance(w, horizon, sunX) +
    larches(-6, w * 0.2, horizon + 6, 9, 70, wood) +
    larches(w * 0.62, w + 6, horizon + 8, 14, 84, wood) +
    lake(w, horizon, shore, sunX) +
    hills(
      w,
      h,
      [6, -4, 8, -2, -16, -26, -30].map((rise) => shore + rise),
      lighten(evening.meadow, 0.03),
    ) +
    hills(
      w,
      h,
      [44, 34, 30, 36, 26, 30, 18].map((rise) => shore + rise),
      evening.meadow,
    ) +
    hills(
      w,
      h,
      [94, 104, 110, 112, 104, 88, 70].map((rise) => shore + rise),
      darken(evening.meadow, 0.035),
    ) +
    tufts(w, shore + 34, h)
  );
}

/** A rosette of larch needles. */
function rosette(x: number, y: number, r: number, tone: string): string {
  const needles = Array.from({ length: 9 }, (_, i) => {
    const angle = (i * 40 + ((x * 7) % 30)) * (Math.PI / 180);
    return `M${x} ${y}L${x + Math.cos(angle) * r} ${y + Math.sin(angle) * r}`;
  });
  return line(needles.join(''), tone, r * 0.2);
}

function cone([x, above]: Point): string {
  const y = above + 18;
  const bark = tonesOfMaterial('walnut');
  return (
    path(
      smooth([
        [x, y - 9],
        [x - 7, y],
        [x - 5, y + 9],
        [x, y + 13],
        [x + 5, y + 9],
        [x + 7, y],
      ]),
      bark.mid,
    ) + line(`M${x - 6} ${y}q6 5 12 0M${x - 5} ${y + 6}q5 4 10 0M${x - 5} ${y - 5}q5 4 10 0`, bark.dark, 1.6)
  );
}

/** A larch branch that comes in from the right edge at `x`, `y` and reaches `reach` to the left. */
export function branch(x: number, y: number, reach: number): string {
  const bark = tonesOfMaterial('walnut');
  const at = (t: number): Point => [x - reach * t, y + 26 * Math.sin(t * 2.4) - 8 * t];
  const upper = [0, 0.2, 0.4, 0.6, 0.8, 1].map(at);
  const lower = [...upper].reverse().map(([px, py], i): Point => [px, py + 1.5 + i * 2.3]);
  const limb = smooth([...upper, ...lower], true, 7);
  const twig = (t: number, dx: number, dy: number): string => {
    const [px, py] = at(t);
    return (
      line(`M${px} ${py + 4}q${dx * 0.4} ${dy * 0.2} ${dx} ${dy}`, bark.dark, 3) +
      [0.35, 0.65, 1]
        .map((k) =>
          rosette(
            px + dx * k,
            py + dy * k * k + 3,
            13,
            k === 1 ? lighten(evening.larch, 0.2) : evening.larch,
          ),
        )
        .join('')
    );
  };
  const tops = [0.06, 0.18, 0.3, 0.42, 0.54, 0.66, 0.78, 0.9, 1].map((t, i) =>
    rosette(
      at(t)[0],
      at(t)[1] + (i % 2 === 0 ? -3 : 4),
      15,
      i % 3 === 1 ? lighten(evening.larch, 0.2) : evening.larch,
    ),
  );
  return (
    twig(0.3, -44, 46) +
    twig(0.62, -34, 36) +
    twig(0.12, -30, 58) +
    twig(0.82, -30, 20) +
    path(limb, bark.dark) +
    path(limb, bark.mid, { transform: 'translate(-1 -2)' }) +
    cone(at(0.22)) +
    cone(at(0.7)) +
    tops.join('')
  );
}

/** The warm light round a lamp. */
export const halo = (x: number, y: number, r: number, tone: string): string =>
  ellipse(x, y, r, glow(`${tone}/0.85`, `${tone}/0.35`, `${tone}/0`), r);
