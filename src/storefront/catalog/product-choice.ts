import type { Image, ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import type { Availability } from '../../shop/inventory/inventory.service.js';
import type { Query } from './collection-query.js';

export type Stock = ReadonlyMap<number, Availability>;

/** By variant, of some products. */
export const stockOf = (...products: ProductPage[]): Stock =>
  new Map(products.flatMap(({ stock }) => stock.map((one) => [one.variantId, one])));

export interface Choice {
  variant: Variant;
  /** False: there is no such combination, `variant` is the closest one. */
  isExact: boolean;
}

/**
 * The variant a product's address asks for: `variant=ID`, else `option1=` to `option3=` as the form without script sends
 * them, else the first that can be bought. Whatever it does not understand counts as not given.
 */
export function chooseVariant(product: ProductPage, stock: Stock, query: Query): Choice {
  const { variants } = product;
  const byId = variants.find((variant) => String(variant.id) === query['variant']);
  if (byId) return { variant: byId, isExact: true };
  const wanted = product.options.map((_, i) => query[`option${i + 1}`]);
  if (wanted.some((value) => typeof value === 'string')) return closest(variants, wanted);
  const buyable = variants.find((variant) => stock.get(variant.id)?.isAvailable);
  const variant = buyable ?? variants[0];
  if (!variant) throw new Error(`product ${product.handle} has no variant`);
  return { variant, isExact: true };
}

/** Earlier options count more: whoever changes the colour keeps the colour, not the size. */
function closest(variants: readonly Variant[], wanted: readonly unknown[]): Choice {
  const score = (variant: Variant) =>
    wanted.reduce<number>((sum, value, i) => sum * 2 + (variant.options[i] === value ? 1 : 0), 0);
  const variant = variants.toSorted((a, b) => score(b) - score(a))[0]!;
  return { variant, isExact: wanted.every((value, i) => variant.options[i] === value) };
}

/** The variant one gets by changing option `index` of `chosen` to `value`, if it is made. */
export const variantWith = (variants: readonly Variant[], chosen: Variant, index: number, value: string) =>
  variants.find((variant) =>
    variant.options.every((own, i) => own === (i === index ? value : chosen.options[i])),
  );

/**
 * Which pictures belong to which variant. A variant's own picture begins a group that goes on until the next variant's
 * picture; all pictures are one group when fewer than two variants' pictures differ.
 */
export function pictureGroups(product: ProductPage): Image[][] {
  const starts = new Set(product.variants.map((variant) => variant.imageSrc));
  const groups: Image[][] = [];
  for (const image of product.images) {
    if (
      groups.length === 0 ||
      (starts.has(image.src) && !groups.some((group) => group[0]?.src === image.src))
    )
      groups.push([image]);
    else groups.at(-1)?.push(image);
  }
  return groups;
}

/** Index of the group that shows `variant`; the first one when it has no picture of its own. */
export const groupOf = (groups: readonly Image[][], variant: Variant): number =>
  Math.max(
    0,
    groups.findIndex((group) => group.some((image) => image.src === variant.imageSrc)),
  );
