import { highestReduction } from '../../../core/catalog/product-card.js';
import { conversion, type Convert, type PriceList } from '../../../core/pricing/convert.js';
import { pricedBy, type VariantPrice } from '../../../core/pricing/list-prices.js';
import type { ProductCard } from '../card.types.js';
import type { ProductPage } from '../product.types.js';

/** The price of one variant, minor units. */
export interface OwnPrice extends VariantPrice {
  variantId: number;
}

/** The own prices of a product in all lists, with the shop's prices of all its variants; both empty when it has none. */
export interface OwnPrices {
  base: OwnPrice[];
  own: (OwnPrice & { currency: string })[];
}

export const NO_OWN_PRICES: OwnPrices = { base: [], own: [] };

/** By variant. */
export const ownIn = ({ own }: OwnPrices, { currency }: PriceList): Map<number, VariantPrice> =>
  new Map(own.filter((one) => one.currency === currency).map((one) => [one.variantId, one]));

/** Variants with the prices of a list. */
export const variantsIn = <T extends VariantPrice & { id: number }>(
  variants: readonly T[],
  own: ReadonlyMap<number, VariantPrice>,
  convert: Convert,
): T[] => variants.map((variant) => pricedBy(variant, own.get(variant.id), convert));

export function pageIn(
  page: ProductPage,
  prices: OwnPrices,
  list: PriceList,
  shopCurrency: string,
): ProductPage {
  const variants = variantsIn(page.variants, ownIn(prices, list), conversion(list, shopCurrency));
  return { ...page, variants };
}

/** A card knows the range of its prices only: converted, unless the product has own prices. */
export function cardIn(
  card: ProductCard,
  prices: OwnPrices,
  list: PriceList,
  shopCurrency: string,
): ProductCard {
  const convert = conversion(list, shopCurrency);
  const own = ownIn(prices, list);
  if (own.size === 0)
    return {
      ...card,
      priceMin: convert(card.priceMin),
      priceMax: convert(card.priceMax),
      compareAtPrice: card.compareAtPrice && convert(card.compareAtPrice),
    };
  const variants = prices.base.map((one) => pricedBy(one, own.get(one.variantId), convert));
  const amounts = variants.map(({ price }) => price);
  const { measure, ...others } = card;
  return {
    ...others,
    // Of several variants the cheapest one may be another one in this list.
    ...(measure && variants.length === 1 && { measure }),
    priceMin: Math.min(...amounts),
    priceMax: Math.max(...amounts),
    compareAtPrice: highestReduction(variants),
  };
}
