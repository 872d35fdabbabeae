import { darken, lighten, parseHex, toHex } from './colour.js';

/** The three tones of one material. `grain` is the texture that shows in the detail view. */
export interface Tones {
  light: string;
  mid: string;
  dark: string;
  grain: Grain;
}
export type Grain =
  'speckle' | 'brushed' | 'timber' | 'plank' | 'weave' | 'knit' | 'pebble' | 'fibre' | 'none';

interface Finish {
  hex: string;
  /** How far light and dark stand from mid: shiny things 0.2, cloth 0.12. */
  spread: number;
  grain: Grain;
}

/** What things are made of: natural colour, contrast and texture. */
export const materials = {
  enamel: { hex: '#ece6d8', spread: 0.16, grain: 'speckle' },
  steel: { hex: '#a7aeae', spread: 0.2, grain: 'brushed' },
  iron: { hex: '#4a4d4d', spread: 0.14, grain: 'speckle' },
  brass: { hex: '#c69b4b', spread: 0.19, grain: 'brushed' },
  copper: { hex: '#bd7349', spread: 0.18, grain: 'brushed' },
  wood: { hex: '#c8985f', spread: 0.14, grain: 'timber' },
  walnut: { hex: '#84593b', spread: 0.13, grain: 'timber' },
  clay: { hex: '#bb7152', spread: 0.14, grain: 'speckle' },
  glass: { hex: '#b9cfcb', spread: 0.14, grain: 'none' },
  wool: { hex: '#e0d4bc', spread: 0.12, grain: 'knit' },
  canvas: { hex: '#cdb98e', spread: 0.13, grain: 'weave' },
  nylon: { hex: '#8b9a5b', spread: 0.16, grain: 'weave' },
  felt: { hex: '#a39a8a', spread: 0.11, grain: 'fibre' },
  leather: { hex: '#9c6238', spread: 0.14, grain: 'pebble' },
  rubber: { hex: '#3f4341', spread: 0.13, grain: 'none' },
  paper: { hex: '#f1e8d5', spread: 0.12, grain: 'fibre' },
  card: { hex: '#c3a178', spread: 0.12, grain: 'fibre' },
  wax: { hex: '#efe0b9', spread: 0.13, grain: 'none' },
  beeswax: { hex: '#dba548', spread: 0.14, grain: 'none' },
  flame: { hex: '#e58a35', spread: 0.2, grain: 'none' },
  leaf: { hex: '#71884c', spread: 0.15, grain: 'none' },
} as const satisfies Record<string, Finish>;
export type Material = keyof typeof materials;

/** Every material in its natural colour, `body` in the variant's colour, and the ground it stands on. */
export type Palette = Readonly<Record<Material, Tones>> & {
  readonly body: Tones;
  /** A second colour that goes with the body: stripes, rims, linings. */
  readonly accent: Tones;
  /** Nearly black: wicks, lenses, openings. */
  readonly ink: string;
  /** The paper under the picture and its shadow tone. */
  readonly ground: string;
  readonly shadow: string;
  /** The one flat tone of hand, cup and figure in the scale view. */
  readonly flat: string;
};

export const isMaterial = (name: string): name is Material => Object.hasOwn(materials, name);

/** Light, mid and dark of `hex`. Very dark and very pale colours are moved inwards so that three tones remain. */
export function tonesOf(hex: string, spread = 0.15, grain: Grain = 'none'): Tones {
  const { l, c, h } = parseHex(hex);
  const mid = toHex({ l: Math.min(0.93, Math.max(0.33, l)), c, h });
  return { light: lighten(mid, spread), mid, dark: darken(mid, spread), grain };
}

export function tonesOfMaterial(material: Material, hex: string = materials[material].hex): Tones {
  const { spread, grain } = materials[material];
  return tonesOf(hex, spread, grain);
}

/** Cream against dark bodies, a deep tone of the same hue against pale ones. */
function accentOf(hex: string): Tones {
  const { l, c, h } = parseHex(hex);
  if (l < 0.78) return tonesOf('#efe5cf', 0.12);
  return tonesOf(toHex({ l: 0.42, c: Math.max(0.05, c), h: c < 0.04 ? 170 : h }), 0.13);
}

/**
 * The colours of one picture.
 * `hex` is the variant's colour (absent: the material's own); `ground` the paper tint of the collection.
 */
export function paletteFor(material: Material, ground: string, hex?: string): Palette {
  const names = Object.keys(materials).filter(isMaterial);
  const natural = Object.fromEntries(names.map((name) => [name, tonesOfMaterial(name)]));
  return {
    ...(natural as Record<Material, Tones>),
    body: tonesOfMaterial(material, hex),
    accent: accentOf(hex ?? materials[material].hex),
    ink: '#232a27',
    ground,
    shadow: darken(ground, 0.2),
    flat: darken(ground, 0.13),
  };
}
