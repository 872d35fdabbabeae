import { fractionDigits } from '../money/currency.js';
import { divideHalfEven, type Minor } from '../money/money.js';

/** Prices in another currency than the shop's own. */
export interface PriceList {
  currency: string;
  /** What one unit of the shop's currency is worth in this one: an exact decimal above 0, such as `0.92`. */
  rate: string;
  /** Converted amounts are whole multiples of it, minor units, at least 1. */
  roundsTo: Minor;
}

/** Makes of an amount in the shop's currency one of a list; both in minor units of their own. */
export type Convert = (amount: Minor) => Minor;

const RATE = /^([0-9]{1,9})(?:\.([0-9]{1,9}))?$/;

/** True for a decimal above 0 with up to nine digits before and after the point. */
export const isRate = (text: string): boolean => RATE.test(text) && /[1-9]/.test(text);

/**
 * How amounts in `shopCurrency` become amounts of `list`: times the rate, exactly, and then rounded once, half to even, to a multiple
 * of `roundsTo`. What costs something costs one such step at least: nothing becomes free by being converted.
 * Errors: RangeError for a rate that is none, an amount below 0, and a result that is no safe integer.
 * Source: docs/decisions/0034-price-lists.md.
 */
export function conversion({ currency, rate, roundsTo }: PriceList, shopCurrency: string): Convert {
  if (!isRate(rate)) throw new RangeError(`not a rate: ${rate}`);
  const [whole = '', fraction = ''] = rate.split('.');
  const step = BigInt(roundsTo);
  const multiplier = BigInt(whole + fraction) * 10n ** BigInt(fractionDigits(currency));
  const divisor = step * 10n ** BigInt(fraction.length + fractionDigits(shopCurrency));
  return (amount) => {
    if (amount < 0) throw new RangeError(`below 0: ${amount}`);
    if (amount === 0) return 0;
    const steps = divideHalfEven(BigInt(amount) * multiplier, divisor);
    return Math.max(1, steps) * roundsTo;
  };
}
