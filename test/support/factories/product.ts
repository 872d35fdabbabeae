import type { ProductInput, VariantInput } from '../../../src/shop/catalog/catalog-input.types.js';

/** A mug for 18.00, ten on hand. */
export const aVariant = (changes: Partial<VariantInput> = {}): VariantInput => ({
  options: [],
  sku: null,
  barcode: null,
  price: 1800,
  compareAtPrice: null,
  costPerItem: null,
  grams: 350,
  weightUnit: 'g',
  isTaxed: true,
  taxCode: '',
  requiresShipping: true,
  fulfilmentService: 'manual',
  imageSource: null,
  stock: { isCounted: true, sellsWhenOut: false, onHand: 10 },
  ...changes,
});

let count = 0;

/** An active, published product with one variant; handle and title are its own. */
export function aProduct(changes: Partial<ProductInput> = {}): ProductInput {
  count += 1;
  return {
    handle: `mug-${count}`,
    title: `Mug ${count}`,
    bodyHtml: '<p>A mug.</p>',
    vendor: 'Marl Pit Pottery',
    category: '',
    type: 'Mug',
    tags: [],
    status: 'active',
    isPublished: true,
    isGiftCard: false,
    seoTitle: null,
    seoDescription: null,
    optionNames: [],
    variants: [aVariant()],
    images: [],
    videos: [],
    ...changes,
  };
}

/** A product with one option and a variant for each of its values. */
export const aProductIn = (name: string, values: readonly string[], changes: Partial<ProductInput> = {}) =>
  aProduct({
    optionNames: [name],
    variants: values.map((value) => aVariant({ options: [value] })),
    ...changes,
  });
