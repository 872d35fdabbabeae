import { pageAddress } from '../../platform/language/page-address.js';
import type { ProductCard } from '../../shop/catalog/card.types.js';
import { aspectRatioOf, pixelsOf } from './image-json.view.js';

const urlOf = (card: ProductCard): string => pageAddress(`/products/${encodeURIComponent(card.handle)}`);

const imageOf = (card: ProductCard): object => ({
  alt: card.imageAlt,
  aspect_ratio: aspectRatioOf(card.imageSrc),
  ...pixelsOf(card.imageSrc),
  url: card.imageSrc,
});

/**
 * One entry of `resources.results.products` in Shopify's predictive search; prices as decimal text.
 * Source: shopify.dev/docs/api/ajax/reference/predictive-search.
 */
export const suggestionJson = (card: ProductCard, money: (amount: number) => string): object => ({
  id: card.id,
  title: card.title,
  handle: card.handle,
  available: card.isAvailable,
  price: money(card.priceMin),
  price_min: money(card.priceMin),
  price_max: money(card.priceMax),
  compare_at_price_max: money(card.compareAtPrice ?? 0),
  compare_at_price_min: money(card.compareAtPrice ?? 0),
  image: card.imageSrc,
  featured_image: imageOf(card),
  type: card.type,
  vendor: card.vendor,
  url: urlOf(card),
  variants: [],
});

/** One entry of `/recommendations/products.json`; prices in minor units. */
export const recommendationJson = (card: ProductCard): object => ({
  id: card.id,
  title: card.title,
  handle: card.handle,
  created_at: card.createdAt,
  vendor: card.vendor,
  type: card.type,
  price: card.priceMin,
  price_min: card.priceMin,
  price_max: card.priceMax,
  available: card.isAvailable,
  price_varies: card.priceMin !== card.priceMax,
  compare_at_price: card.compareAtPrice,
  images: [card.imageSrc, card.secondImageSrc].filter((src) => src !== null),
  featured_image: card.imageSrc,
  url: urlOf(card),
});
