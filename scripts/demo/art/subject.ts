import type { DemoColour, DemoProduct } from '../types.js';
import { given, type Kind } from './kind.js';
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

/** The thing with its middle at `x`, standing on `y`, its longer side `extent` long. */
export function standing({ kind, params, palette }: Subject, x: number, y: number, extent: number): string {
  const { w, h } = given(kind.box, params);
  const scale = extent / Math.max(w, h);
  return `<g transform="translate(${x - 200 * scale} ${y - 430 * scale}) scale(${Math.round(scale * 1000) / 1000})">${kind.draw(palette, params)}</g>`;
}
