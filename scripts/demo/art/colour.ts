/** Colour arithmetic in OKLCH, where equal steps look equal. Source: https://bottosson.github.io/posts/oklab/ */

/** Lightness 0..1, chroma 0..~0.37, hue in degrees. */
export interface Lch {
  l: number;
  c: number;
  h: number;
}

const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const fromLinear = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** Errors: RangeError when `hex` is not `#rrggbb`. */
export function parseHex(hex: string): Lch {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new RangeError(`not a #rrggbb colour: ${hex}`);
  const value = Number.parseInt(hex.slice(1), 16);
  const r = toLinear((value >> 16) / 255);
  const g = toLinear(((value >> 8) & 255) / 255);
  const b = toLinear((value & 255) / 255);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: (Math.atan2(bb, a) * 180) / Math.PI,
  };
}

function toRgb({ l, c, h }: Lch): number[] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

const inGamut = (rgb: number[]): boolean => rgb.every((v) => v > -0.001 && v < 1.001);

/** The nearest sRGB colour of the same lightness and hue: chroma gives way, never the tone. */
export function toHex(colour: Lch): string {
  let { c } = colour;
  while (c > 0 && !inGamut(toRgb({ ...colour, c }))) c -= 0.004;
  const rgb = toRgb({ ...colour, c: Math.max(0, c) });
  const byte = (v: number): string =>
    Math.round(fromLinear(Math.min(1, Math.max(0, v))) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${rgb.map(byte).join('')}`;
}

/** Turns `h` towards `target` by at most `step` degrees, the short way round. */
function turn(h: number, target: number, step: number): number {
  const gap = ((target - h + 540) % 360) - 180;
  return h + Math.sign(gap) * Math.min(Math.abs(gap), step);
}

/** Lighter by `step` (0..1), a little warmer, as a lamp would make it. */
export function lighten(hex: string, step: number): string {
  const { l, c, h } = parseHex(hex);
  const raised = Math.min(0.985, l + step * (0.45 + 0.55 * (1 - l)) + 0.02);
  return toHex({ l: raised, c: c * 0.94, h: turn(h, 85, 7) });
}

/** Darker by `step` (0..1), a little cooler, as a shadow is. */
export function darken(hex: string, step: number): string {
  const { l, c, h } = parseHex(hex);
  return toHex({ l: Math.max(0.12, l - step * (0.45 + 0.55 * l)), c: c * 0.93, h: turn(h, 275, 6) });
}
