import { z } from 'zod';
import type { Quote } from '../shop/checkout/quote.js';

/**
 * What a review page said, carried in the page itself, so that the next one can say what is different. Only ever
 * shown; what is charged comes from MySQL, and whether it is the same is decided by the fingerprint. Minor units.
 */
export interface Seen {
  /** Line key to unit price. */
  prices: Record<string, number>;
  total: number | null;
}

const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const seen = z.object({ prices: z.record(z.string(), amount), total: amount.nullable() });

export const seenOf = (quote: Quote): Seen => ({
  prices: Object.fromEntries(quote.cart.lines.map((line) => [line.key, line.unitPrice])),
  total: quote.totals.total,
});

/** Nothing seen, when the text is not ours. */
export function readSeen(text: string | undefined): Seen {
  try {
    return seen.parse(JSON.parse(text ?? ''));
  } catch {
    return { prices: {}, total: null };
  }
}
