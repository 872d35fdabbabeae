import { ratingOf, tenthsOf } from '../core/reviews/rating.js';
import type { Formatters } from '../platform/views/formatters.js';
import type { ProductPage, ShownReviews } from '../shop/catalog/catalog.types.js';
import { ownPicture, productHref } from './product-card.view.js';
import type { Stock } from './product-choice.js';

/** The product for search engines. Source: https://schema.org/Product; one Offer per variant, absolute addresses. */
export function linkedData(
  product: ProductPage,
  stock: Stock,
  shop: { origin: string; currency: string; formatters: Formatters },
) {
  const url = shop.origin + productHref(product.handle);
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    url,
    description: plainText(product.bodyHtml),
    image: product.images.slice(0, 3).map(({ src }) => shop.origin + ownPicture(src)),
    ...(product.vendor && { brand: { '@type': 'Brand', name: product.vendor } }),
    ...ratings(product.reviews),
    offers: product.variants.map((variant) => ({
      '@type': 'Offer',
      url: `${url}?variant=${variant.id}`,
      ...(variant.sku && { sku: variant.sku }),
      price: shop.formatters.plainMoney(variant.price),
      priceCurrency: shop.currency,
      availability: `https://schema.org/${stock.get(variant.id)?.isAvailable ? 'InStock' : 'OutOfStock'}`,
    })),
  };
}

/** Only what buyers wrote: a product with samples among its reviews has no rating for search engines. */
function ratings(reviews: ShownReviews | null) {
  if (!reviews || reviews.hasSamples) return {};
  const rating = ratingOf(reviews.stars);
  return {
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: tenthsOf(rating) / 10,
      reviewCount: rating.count,
    },
    review: reviews.newest.map(({ author, stars, title, body, writtenAt }) => ({
      '@type': 'Review',
      author: { '@type': 'Person', name: author },
      datePublished: writtenAt.slice(0, 10),
      name: title,
      reviewBody: body,
      reviewRating: { '@type': 'Rating', ratingValue: stars },
    })),
  };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The words of sanitised HTML, for places that show no markup. */
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The first sentences of `text`, at most `max` characters, ending with a whole word. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), max / 2)).replace(/[\s,;:.]+$/, '')} …`;
}
