import { conversion, type PriceList } from './convert.js';
import { pricedBy, type VariantPrice } from './list-prices.js';
import type { PriceChange } from './price-history.js';

/** From a moment on (milliseconds since 1970) a list was like this; null: there was none. */
export interface ListChange {
  at: number;
  list: PriceList | null;
}

interface Histories {
  /** In the shop's currency. */
  base: readonly PriceChange[];
  /** Own prices in the list; null: converted from then on. */
  own: readonly PriceChange[];
  lists: readonly ListChange[];
}

/** What a variant cost in a list, at each moment at which its price, its own price or the list changed. All oldest first. */
export function pricesInList({ base, own, lists }: Histories, shopCurrency: string): PriceChange[] {
  const moments = new Set([...base, ...own, ...lists].map(({ at }) => at));
  return [...moments]
    .toSorted((a, b) => a - b)
    .map((at) => ({
      at,
      price: priceIn(lastAt(base, at)?.price, lastAt(own, at)?.price, lastAt(lists, at)?.list, shopCurrency),
    }));
}

const lastAt = <T extends { at: number }>(changes: readonly T[], moment: number): T | undefined =>
  changes.findLast(({ at }) => at <= moment);

function priceIn(
  base: VariantPrice | null | undefined,
  own: VariantPrice | null | undefined,
  list: PriceList | null | undefined,
  shopCurrency: string,
): VariantPrice | null {
  if (!list || !base) return null;
  return pricedBy(base, own ?? undefined, conversion(list, shopCurrency));
}
