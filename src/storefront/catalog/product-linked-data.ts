import { ratingOf, tenthsOf } from '../../core/reviews/rating.js';
import { rasterAddress } from '../../platform/images/drawn-jpeg.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { ProductPage, ShownReviews } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import { ownPicture, productHref } from './product-card.view.js';
import { groupOf, pictureGroups, type Stock } from './product-choice.js';
import { videoData } from './product-videos.view.js';

/** `origin`: before the paths of pictures; `base`: before those of pages in the current language. */
interface Shop {
  origin: string;
  base: string;
  currency: string;
  formatters: Formatters;
}

/** Options that search engines have a word for, by the names that merchants give them. */
const KNOWN_OPTIONS: readonly [RegExp, 'color' | 'size' | 'material' | 'pattern'][] = [
  [/^colou?r$/i, 'color'],
  [/^size$/i, 'size'],
  [/^material$/i, 'material'],
  [/^pattern$/i, 'pattern'],
];
const MOST_PICTURES = 3;

/**
 * The product for search engines, with absolute addresses: a Product with one Offer, or a ProductGroup with a Product for each variant.
 * Sources: https://schema.org/ProductGroup, https://developers.google.com/search/docs/appearance/structured-data/product-variants
 */
export function linkedData(product: ProductPage, stock: Stock, shop: Shop): object {
  const [sole] = product.variants;
  const isGroup = product.variants.length > 1 || !sole;
  const description = plainText(product.bodyHtml) || product.title;
  const videos = videoData(product, shop.origin, description);
  return {
    '@context': 'https://schema.org',
    ...(isGroup ? groupOfVariants(product, stock, shop) : soleProduct(product, sole, stock, shop)),
    url: shop.base + productHref(product.handle),
    description,
    ...(videos.length > 0 && { subjectOf: videos }),
    ...(product.vendor && { brand: { '@type': 'Brand', name: product.vendor } }),
    ...ratings(product.reviews),
  };
}

const soleProduct = (product: ProductPage, variant: Variant, stock: Stock, shop: Shop) => ({
  '@type': 'Product',
  name: product.title,
  image: picturesOf(product.images, shop.origin),
  ...numbersOf(variant),
  offers: offerOf(product, variant, stock, shop),
});

function groupOfVariants(product: ProductPage, stock: Stock, shop: Shop) {
  const variesBy = product.options.flatMap(({ name, ownName = name }) => wordOf(ownName) ?? []);
  return {
    '@type': 'ProductGroup',
    name: product.title,
    productGroupID: String(product.id),
    image: picturesOf(product.images, shop.origin),
    ...(variesBy.length > 0 && { variesBy: variesBy.map((word) => `https://schema.org/${word}`) }),
    hasVariant: product.variants.map((variant) => ({
      '@type': 'Product',
      name: `${product.title} – ${variant.title}`,
      image: picturesOf(pictureGroups(product)[groupOf(pictureGroups(product), variant)] ?? [], shop.origin),
      ...numbersOf(variant),
      ...optionsOf(product, variant),
      offers: offerOf(product, variant, stock, shop),
    })),
  };
}

/** Of GTINs only those whose length is one; whatever else a barcode may be is no number of the trade. */
const numbersOf = ({ sku, barcode }: Variant) => ({
  ...(sku && { sku }),
  ...(isGtin(barcode) && { gtin: barcode }),
});

/** Values with a word of their own, and all others by the name that they have on the page. */
function optionsOf(product: ProductPage, variant: Variant) {
  const named = product.options.map((option, i) => ({ ...option, value: variant.options[i] ?? '' }));
  const known = named.flatMap(({ name, ownName = name, value }) => {
    const word = wordOf(ownName);
    return word ? [[word, value] as const] : [];
  });
  const others = named.filter(({ name, ownName = name }) => !wordOf(ownName));
  return {
    ...Object.fromEntries(known),
    ...(others.length > 0 && {
      additionalProperty: others.map(({ name, value }) => ({ '@type': 'PropertyValue', name, value })),
    }),
  };
}

/** New goods only: the shop sells nothing else. */
const offerOf = (product: ProductPage, variant: Variant, stock: Stock, shop: Shop) => ({
  '@type': 'Offer',
  url: `${shop.base}${productHref(product.handle)}?variant=${variant.id}`,
  price: shop.formatters.plainMoney(variant.price),
  priceCurrency: shop.currency,
  itemCondition: 'https://schema.org/NewCondition',
  availability: `https://schema.org/${stock.get(variant.id)?.isAvailable ? 'InStock' : 'OutOfStock'}`,
});

const picturesOf = (images: readonly { src: string }[], origin: string): string[] =>
  (images.length > 0 ? images : [{ src: '' }])
    .slice(0, MOST_PICTURES)
    .map(({ src }) => origin + rasterAddress(ownPicture(src)));

export const wordOf = (option: string) => KNOWN_OPTIONS.find(([name]) => name.test(option.trim()))?.[1];

/** 8, 12, 13 or 14 digits of which the last is the check digit. Source: https://www.gs1.org/services/how-calculate-check-digit-manually */
export function isGtin(barcode: string | null): barcode is string {
  if (!barcode || !/^(\d{8}|\d{12,14})$/.test(barcode)) return false;
  const weighted = Array.from(barcode)
    .toReversed()
    .map((digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 3));
  return weighted.reduce((sum, part) => sum + part, 0) % 10 === 0;
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
    // One without a name is none for search engines.
    review: reviews.newest
      .filter(({ author }) => author !== '')
      .map(({ author, stars, title, body, writtenAt }) => ({
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
