import type { DemoColour, DemoProduct } from '../types.js';
import { given, type Kind, type Params } from './kind.js';
import { kinds } from './kinds/index.js';
import { isMaterial, materials, paletteFor, type Material } from './palette.js';
import type { Subject } from './views.js';

function kindOf(product: DemoProduct): Kind {
  const kind = kinds[product.draw.kind];
  if (!kind) throw new Error(`${product.handle}: nobody can draw the kind "${product.draw.kind}"`);
  return kind;
}

function materialOf(product: DemoProduct, kind: Kind): Material {
  const { material } = product.draw;
  if (material === undefined) return kind.material;
  if (!isMaterial(material)) {
    throw new Error(
      `${product.handle}: unknown material "${material}", known are ${Object.keys(materials).join(', ')}`,
    );
  }
  return material;
}

/** What there is to draw of a product in one colour (absent: the material's own) on the paper tint `ground`. Errors: names product and kind or material that are unknown. */
export function subjectOf(product: DemoProduct, ground: string, colour?: DemoColour): Subject {
  const kind = kindOf(product);
  const palette = paletteFor(materialOf(product, kind), ground, colour?.hex);
  return { kind, params: product.draw.params ?? {}, palette, sizeCm: product.draw.sizeCm };
}

export interface Prop {
  hex?: string;
  /** True for what hangs or stands on something else than the ground. */
  shadowless?: boolean;
  material?: Material;
  params?: Params;
}

/** A thing that is in a picture without being a product of it. `ground` tints its shadow. */
export function prop(name: string, ground: string, wanted: Prop = {}): Subject {
  const kind = kinds[name];
  if (!kind) throw new Error(`nobody can draw the kind "${name}"`);
  const palette = paletteFor(wanted.material ?? kind.material, ground, wanted.hex);
  const shadow = wanted.shadowless === true ? 'transparent' : palette.shadow;
  return { kind, params: wanted.params ?? {}, palette: { ...palette, shadow }, sizeCm: 0 };
}

/** Where a thing stands in a composed picture: its middle, its ground line, and how long its longer side is. */
export interface Spot {
  x: number;
  y: number;
  extent: number;
  /** 1 upright; below, a thing drawn from above that lies on a table seen at an angle. */
  squash?: number;
}

export function standing({ kind, params, palette }: Subject, { x, y, extent, squash = 1 }: Spot): string {
  const { w, h } = given(kind.box, params);
  const scale = Math.round((extent / Math.max(w, h)) * 1000) / 1000;
  const upright = scale * squash;
  return `<g transform="translate(${x - 200 * scale} ${y - 430 * upright}) scale(${scale} ${upright})">${kind.draw(palette, params)}</g>`;
}
