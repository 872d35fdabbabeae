import type { Availability } from '../../core/inventory/availability.js';
import type { ProductPage } from './product.types.js';
import type { SellableVariant } from './variant.types.js';

/** A variant as the page of its product shows it: a second behind at most, but for numbers above those that pages promise. */
export interface ShownVariant {
  variant: SellableVariant;
  stock: Availability;
}

/** Null when the product has no such variant. */
export function shownVariant(page: ProductPage, variantId: number): ShownVariant | null {
  const place = page.variants.findIndex(({ id }) => id === variantId);
  const [priced, stock] = [page.variants[place], page.stock[place]];
  if (!priced || !stock) return null;
  const { lowest: _ofPages, ...found } = priced;
  const image = page.images.find(({ src, position }) =>
    found.imageSrc === null ? position === 1 : src === found.imageSrc,
  );
  const variant = {
    ...found,
    imageSrc: image?.src ?? null,
    imageAlt: image?.alt ?? '',
    productHandle: page.handle,
    productTitle: page.title,
    productType: page.type,
    vendor: page.vendor,
    tags: page.tags,
    isForSale: true,
    optionNames: page.options.map(({ name }) => name),
  };
  return { variant, stock };
}
