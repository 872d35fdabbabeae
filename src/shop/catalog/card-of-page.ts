import { summarise } from '../../core/catalog/product-card.js';
import { ratingOf } from '../../core/reviews/rating.js';
import type { ProductCard } from './card.types.js';
import type { ProductPage } from './product.types.js';

/** The card of a product whose page is known, at the prices of that page. */
export function cardOfPage(page: ProductPage): ProductCard {
  const { id, handle, title, vendor, type, createdAt, variants, images, options, stock } = page;
  const summary = summarise({
    optionNames: options.map(({ name, ownName = name }) => ownName),
    variants: variants.map((variant) => ({ ...variant, imageSource: variant.imageSrc })),
    images: images.map((image) => ({ ...image, source: image.src })),
  });
  const [sole] = variants;
  return {
    ...summary,
    id,
    handle,
    title,
    vendor,
    type,
    createdAt,
    isAvailable: stock.some(({ isAvailable }) => isAvailable),
    soleVariantId: variants.length === 1 && sole ? sole.id : null,
    rating: page.reviews && ratingOf(page.reviews.stars),
  };
}
