/** Round things that stand upright: cylinders, cones and whatever a lathe makes. */
import type { Tones } from './palette.js';
import { clipped, dots, ellipse, oval, path, poly, smooth, texture, TILT, type Point } from './shapes.js';

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
