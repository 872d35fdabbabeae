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
/** Above it, what pages know of a number is true as far as the step it stands on: a crossed step is announced too. */
const STEPS = [FEW + 1, 100, 10_000];

/** What pages say of a stock level. While it stays the same, pages that show it stay true. */
export function shownStock({ isCounted, isAvailable, available }: Stock): ShownStock {
  if (!isAvailable) return 'sold-out';
  if (!isCounted) return 'ready';
  if (available <= 0) return 'later';
  return available <= FEW ? { left: available } : 'ready';
}

/** Whether pages would use other words, or promise another quantity. */
export const readsDifferently = (one: Stock, other: Stock): boolean => promiseOf(one) !== promiseOf(other);

/**
 * How many of a variant one may surely order, as far as pages know: the number in their words, or the step below the one
 * they hold, which may be older than their words. Never more than `orderable`.
 */
export function promisedQuantity(stock: Stock & { orderable: number; sellsWhenOut: boolean }): number {
  const { isCounted, sellsWhenOut, available, orderable } = stock;
  if (!isCounted || sellsWhenOut) return orderable;
  return Math.min(orderable, stepBelow(available));
}

const stepBelow = (available: number): number => STEPS.findLast((step) => step <= available) ?? available;

function promiseOf(stock: Stock): string {
  const shown = shownStock(stock);
  if (typeof shown === 'object') return `${shown.left} left`;
  return shown === 'ready' && stock.isCounted ? `${stepBelow(stock.available)} at least` : shown;
}

/** Tag of cached lists, which say what is sold out; forgotten when anything sells out or comes back. */
export const STOCK_TURNS = 'stock-turns:v1';
