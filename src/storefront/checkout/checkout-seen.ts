import { z } from 'zod';
import { isCurrency } from '../../core/money/currency.js';
import { creditOf } from '../../shop/checkout/credit-quote.js';
import type { Quote } from '../../shop/checkout/quote.js';

/**
 * What a review page said, carried in the page itself, so that the next one can say what is different. Only ever
 * shown; what is charged comes from MySQL, and whether it is the same is decided by the fingerprint. Minor units.
 */
export interface Seen {
  /** Line key to unit price. */
  prices: Record<string, number>;
  total: number | null;
  /** Of both; left out by pages of before there were several. */
  currency?: string | undefined;
  /** Method and days of delivery: `standard 2026-11-25 2026-11-27`. Left out when nothing was to be sent. */
  delivery?: string | undefined;
  /** From gift cards and store credit. Left out for nothing. */
  credit?: number | undefined;
}

const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const seen = z.object({
  prices: z.record(z.string(), amount),
  total: amount.nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .refine(isCurrency)
    .optional(),
  delivery: z.string().max(100).optional(),
  credit: amount.optional(),
});

export const seenOf = (quote: Quote): Seen => ({
  prices: Object.fromEntries(quote.cart.lines.map((line) => [line.key, line.unitPrice])),
  total: quote.totals.total,
  currency: quote.currency,
  delivery: seenDelivery(quote),
  credit: creditOf(quote) || undefined,
});

export const seenDelivery = ({ offer }: Quote): string | undefined =>
  offer ? `${offer.id} ${offer.from} ${offer.to}` : undefined;

/** Nothing seen, when the text is not ours. */
export function readSeen(text: string | undefined): Seen {
  try {
    return seen.parse(JSON.parse(text ?? ''));
  } catch {
    return { prices: {}, total: null };
  }
}
