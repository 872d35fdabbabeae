/** Things with volume. Light comes from the upper left: light edge on the left, dark edge on the right. */
import type { Tones } from './palette.js';
import { clipped, dots, line, path, poly, texture, type Attributes } from './shapes.js';

export * from './shadows.js';
export * from './turned.js';

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

/** Shading that suits a round thing of radius `r`. */
export const round = (r: number): Shading => ({
  light: r * 0.2,
  dark: r * 0.44,
  drop: r * 0.16,
  stipple: r * 0.22,
});

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
