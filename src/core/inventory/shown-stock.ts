/** What decides about the words that pages have for a stock level. */
interface Stock {
  isCounted: boolean;
  isAvailable: boolean;
  available: number;
}

/** In words: sold out, delivered later, "n left" (few), or simply there. */
export type ShownStock = 'sold-out' | 'later' | 'ready' | { left: number };

/** Up to this number pages count pieces. Above it nobody has to hurry. */
const FEW = 5;

/** What pages say of a stock level. While it stays the same, pages that show it stay true. */
export function shownStock({ isCounted, isAvailable, available }: Stock): ShownStock {
  if (!isAvailable) return 'sold-out';
  if (!isCounted) return 'ready';
  if (available <= 0) return 'later';
  return available <= FEW ? { left: available } : 'ready';
}

/** Whether pages would use other words. */
export const readsDifferently = (one: Stock, other: Stock): boolean =>
  JSON.stringify(shownStock(one)) !== JSON.stringify(shownStock(other));

/** Tag of cached lists, which say what is sold out; forgotten when anything sells out or comes back. */
export const STOCK_TURNS = 'stock-turns:v1';
