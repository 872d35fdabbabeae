/** Things with volume. Light comes from the upper left: light edge on the left, dark edge on the right. */
import type { Palette, Tones } from './palette.js';
import {
  clipped,
  dots,
  ellipse,
  glow,
  line,
  oval,
  path,
  poly,
  smooth,
  texture,
  TILT,
  turned,
  type Attributes,
  type Point,
} from './shapes.js';

export interface Shading {
  /** Width of the light edge (left), of the dark edge (right), and how far both reach up or down. In box units. */
  light?: number;
  dark?: number;
  drop?: number;
  /** Width of the stipple between mid and dark; 0 for flat things. */
  stipple?: number;
}

const everywhere = 'M-700-700h1900v2000h-1900z';
const shifted = (d: string, x: number, y: number, fill: string, veil: Attributes): string =>
  path(everywhere + d, fill, { transform: `translate(${x} ${y})`, 'fill-rule': 'evenodd', ...veil });

/**
 * Any closed outline in three tones: mid, with the part that its own shifted outline leaves free in light and dark.
 * `detail` (stripes, seams, labels) lies under the shading, which then lets it shine through, and is cut off at the outline.
 */
export function solid(d: string, tones: Tones, shading: Shading = {}, detail = ''): string {
  const { light = 10, dark = 24, drop = 4, stipple = 14 } = shading;
  const veil: Attributes = detail === '' ? {} : { opacity: 0.72 };
  return (
    path(d, tones.mid) +
    clipped(
      d,
      detail +
        texture(d, tones) +
        (light > 0 ? shifted(d, light, drop / 2, tones.light, veil) : '') +
        (stipple > 0 && dark > 0
          ? shifted(d, -dark - stipple, -drop - stipple / 3, dots(tones.dark), veil)
          : '') +
        (dark > 0 ? shifted(d, -dark, -drop, tones.dark, veil) : ''),
    )
  );
}

/** Outline of a cylinder or cone standing upright: `top`, `bottom` are the heights of the ellipse centres. */
export const frustum = (cx: number, top: number, bottom: number, rTop: number, rBottom = rTop): string =>
  `M${cx - rTop} ${top}L${cx - rBottom} ${bottom}a${rBottom} ${rBottom * TILT} 0 0 0 ${2 * rBottom} 0L${cx + rTop} ${top}a${rTop} ${rTop * TILT} 0 0 0 ${-2 * rTop} 0z`;

/**
 * Outline of something turned on a lathe: `[y, radius]` pairs from top to bottom, rounded between.
 * Top and bottom end in the usual ellipse; `tension` 6 is soft, 14 nearly straight.
 */
export function lathe(
  cx: number,
  profile: readonly (readonly [y: number, r: number])[],
  tension = 6,
): string {
  const left = profile.map(([y, r]): Point => [cx - r, y]);
  const right = profile.map(([y, r]): Point => [cx + r, y]).reverse();
  const first = profile[0] ?? [0, 0];
  const last = profile.at(-1) ?? first;
  return (
    smooth(left, false, tension) +
    `a${last[1]} ${last[1] * TILT} 0 0 0 ${2 * last[1]} 0` +
    smooth(right, false, tension).replace(/^M[^c]*/, '') +
    `a${first[1]} ${first[1] * TILT} 0 0 0 ${-2 * first[1]} 0z`
  );
}

/**
 * Something turned on a lathe whose shading follows its profile: bottles, vases. For ball-like bodies take
 * `solid(lathe(...), tones, round(r))` instead. `detail` lies under the shading.
 */
export function vessel(
  cx: number,
  profile: readonly (readonly [y: number, r: number])[],
  tones: Tones,
  tension = 9,
  detail = '',
): string {
  const d = lathe(cx, profile, tension);
  const [foot, rFoot] = profile.at(-1) ?? [0, 0];
  const [top] = profile[0] ?? [0, 0];
  const edge = (part: number, side: number, fill: string): string => {
    const curve = smooth(
      profile.map(([y, r]): Point => [cx + r * part, y]),
      false,
      tension,
    );
    return path(
      `M${side} ${top - 30}${curve.replace('M', 'L')}L${cx + rFoot * part} ${foot + 40}H${side}z`,
      fill,
      {
        opacity: detail === '' ? 1 : 0.72,
      },
    );
  };
  const shades =
    edge(-0.78, cx - 400, tones.light) +
    edge(0.3, cx + 400, dots(tones.dark)) +
    edge(0.53, cx + 400, tones.dark);
  return path(d, tones.mid) + clipped(d, detail + texture(d, tones) + shades);
}

/** Shading that suits a round thing of radius `r`. */
export const round = (r: number): Shading => ({
  light: r * 0.2,
  dark: r * 0.44,
  drop: r * 0.16,
  stipple: r * 0.22,
});

/** The upright strips of light and dark on a cylinder or cone; `detail` (labels) lies under them. */
function strips(d: string, foot: Foot, tones: Tones, detail: string): string {
  const { cx, top, bottom, rTop, rBottom } = foot;
  const reach = Math.max(rTop, rBottom) * TILT + 4;
  const strip = (from: number, to: number, fill: string): string =>
    path(
      poly(
        [cx + rTop * from, top - reach],
        [cx + rTop * to, top - reach],
        [cx + rTop * to, top],
        [cx + rBottom * to, bottom],
        [cx + rBottom * to, bottom + reach],
        [cx + rBottom * from, bottom + reach],
        [cx + rBottom * from, bottom],
        [cx + rTop * from, top],
      ),
      fill,
      detail === '' ? {} : { opacity: 0.72 },
    );
  const shades =
    strip(-1.05, -0.8, tones.light) + strip(0.3, 0.54, dots(tones.dark)) + strip(0.53, 1.05, tones.dark);
  return path(d, tones.mid) + clipped(d, detail + texture(d, tones) + shades);
}

interface Foot {
  cx: number;
  top: number;
  bottom: number;
  rTop: number;
  rBottom: number;
}

/** A cylinder or cone standing upright, without its top: `top`, `bottom` are the heights of the ellipse centres. */
export const cylinder = (
  cx: number,
  top: number,
  bottom: number,
  rTop: number,
  tones: Tones,
  rBottom = rTop,
  detail = '',
): string =>
  strips(frustum(cx, top, bottom, rTop, rBottom), { cx, top, bottom, rTop, rBottom }, tones, detail);

/** Closed cylinder or cone with a lit top. */
export const drum = (
  cx: number,
  top: number,
  bottom: number,
  rTop: number,
  tones: Tones,
  rBottom = rTop,
  detail = '',
): string => cylinder(cx, top, bottom, rTop, tones, rBottom, detail) + ellipse(cx, top, rTop, tones.light);

/** A band round an upright cylinder or cone, shaded like it: both edges follow the ellipse. Draw it after the cylinder. */
export const band = (cx: number, top: number, bottom: number, r: number, tones: Tones, rBottom = r): string =>
  strips(
    `M${cx - r} ${top}a${r} ${r * TILT} 0 0 0 ${2 * r} 0L${cx + rBottom} ${bottom}a${rBottom} ${rBottom * TILT} 0 0 1 ${-2 * rBottom} 0z`,
    { cx, top: top + r * TILT, bottom, rTop: r, rBottom },
    tones,
    '',
  );

/** An open top: rim, then the inside, dark on the left wall and lit on the right one. */
export function opening(cx: number, y: number, r: number, rim: string, inside: Tones, thickness = 5): string {
  const inner = r - thickness;
  const d = oval(cx, y + thickness * 0.2, inner, inner * TILT);
  return (
    ellipse(cx, y, r, rim) +
    path(d, inside.dark) +
    clipped(d, ellipse(cx + inner * 0.42, y + inner * 0.1, inner, inside.mid, inner * TILT * 1.05))
  );
}

/** The surface of a liquid in an opening of radius `r`, `depth` below the rim. */
export const liquid = (cx: number, y: number, r: number, depth: number, tones: Tones): string =>
  clipped(
    oval(cx, y, r),
    ellipse(cx, y + depth, r * 0.98, tones.mid) +
      ellipse(cx - r * 0.3, y + depth - r * 0.05, r * 0.4, tones.light, r * 0.05),
  );

/** A box seen from slightly above and from the right: front mid, top light, side dark. `x`, `y` lower left of the front. */
export function box(
  x: number,
  y: number,
  w: number,
  h: number,
  depth: number,
  tones: Tones,
  detail = '',
): string {
  const [dx, dy] = [depth * 0.55, depth * -0.4];
  const front = poly([x, y - h], [x + w, y - h], [x + w, y], [x, y]);
  return (
    path(poly([x, y - h], [x + dx, y - h + dy], [x + w + dx, y - h + dy], [x + w, y - h]), tones.light) +
    path(poly([x + w, y - h], [x + w + dx, y - h + dy], [x + w + dx, y + dy], [x + w, y]), tones.dark) +
    path(front, tones.mid) +
    clipped(front, texture(front, tones) + detail)
  );
}

/** A bent round bar, `width` thick: handles, bails, ropes, hoses. `d` is its open middle line. */
export function tube(d: string, width: number, tones: Tones): string {
  const off = (k: number): string => `translate(${-width * k} ${-width * k})`;
  return (
    line(d, tones.dark, width) +
    line(d, tones.mid, width * 0.74, { transform: off(0.1) }) +
    line(d, tones.light, width * 0.2, { transform: off(0.24) })
  );
}

/** A flat strap: one tone with a dark lower edge. */
export const strap = (d: string, width: number, tones: Tones): string =>
  line(d, tones.dark, width, { 'stroke-linecap': 'butt', transform: 'translate(1.5 2)' }) +
  line(d, tones.mid, width, { 'stroke-linecap': 'butt' });

export const stitches = (d: string, colour: string, width = 1.4): string =>
  line(d, colour, width, { 'stroke-dasharray': '5 4', 'stroke-linecap': 'butt' });

/** Soft contact shadow of something `r` wide (half) standing at `cx`, `y`; longer on the right. */
export const shadow = (p: Palette, cx: number, y: number, r: number): string =>
  softShadow(p, cx, y, r) +
  ellipse(
    cx + r * 0.06,
    y + 3,
    r * 1.13,
    glow(p.shadow, p.shadow, p.shadow, p.shadow, `${p.shadow}/0.6`, `${p.shadow}/0`),
    r * TILT * 1.16,
  );

/** The same under something on legs: nothing touches the ground in the middle. */
export const softShadow = (p: Palette, cx: number, y: number, r: number): string =>
  ellipse(
    cx + r * 0.22,
    y + r * 0.06,
    r * 1.36,
    glow(p.shadow, `${p.shadow}/0.75`, `${p.shadow}/0`),
    r * TILT * 1.42,
  );

/** Shadow of something seen from above: its own outline, moved to the lower right. */
export const flatShadow = (p: Palette, d: string, x = 7, y = 9): string =>
  path(d, p.shadow, { transform: `translate(${x} ${y})` });

/** A pile of folded cloth: `count` folds, fold edge on the left, open edge on the right. `y` is the ground. */
export function foldedStack(
  cx: number,
  y: number,
  w: number,
  thick: number,
  count: number,
  tones: Tones,
  detail: (top: number, i: number) => string = () => '',
): string {
  const fold = (i: number): string => {
    const inset = ((i * 7) % 5) * 1.6;
    const top = y - thick * (i + 1);
    const [l, r, mid] = [cx - w / 2 + inset, cx + w / 2 - ((i * 5) % 4) * 2, top + thick / 2];
    const d = `M${l + thick / 2} ${top}Q${cx} ${top - 3} ${r - 4} ${top + 1}Q${r + 3} ${mid} ${r - 3} ${top + thick}Q${cx} ${top + thick + 4} ${l + thick / 2} ${top + thick}Q${l - 2} ${top + thick} ${l} ${mid}Q${l - 2} ${top} ${l + thick / 2} ${top}z`;
    const crease = line(
      `M${l + thick * 0.9} ${mid + 1}Q${cx} ${mid + 4} ${r - 5} ${mid + 2}`,
      tones.dark,
      2.2,
    );
    return solid(d, tones, { light: 7, dark: 16, drop: thick * 0.3, stipple: 12 }, detail(top, i) + crease);
  };
  return Array.from({ length: count }, (_, i) => fold(i)).join('');
}

/** Something seen from above, turned by `degrees` about `x`, `y`: its shadow falls to the lower right all the same. */
export const lying = (
  p: Palette,
  degrees: number,
  outline: string,
  drawing: string,
  x = 200,
  y = 280,
): string =>
  `<g transform="translate(6 9)">${turned(path(outline, p.shadow), degrees, x, y)}</g>${turned(drawing, degrees, x, y)}`;

/** Shading of something drawn level and then turned up to the left: the upper edge is lit, the lower one dark. */
export const level = (thick: number): Shading => ({
  light: 0.1,
  dark: 0.1,
  drop: thick * 0.34,
  stipple: thick * 0.3,
});

/** Two or three long lines of wood grain over a flat wooden part. */
export const timberLines = (tones: Tones, lines: readonly string[]): string =>
  lines.map((d) => line(d, tones.dark, 1.3, { opacity: 0.55 })).join('');
