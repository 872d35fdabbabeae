import { fractionDigits } from '../../../core/money/currency.js';
import type { Minor } from '../../../core/money/money.js';

/** Currencies that Stripe counts without decimals. Source: docs.stripe.com/currencies, "Zero-decimal currencies". */
const WHOLE = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
/** With three decimals, of which the last must be 0. Source: the same page, "Three-decimal currencies". */
const THREE = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** Decimals of a currency at Stripe: two for ISK and UGX too, although their coins have none. */
const stripeDigits = (currency: string): number =>
  WHOLE.includes(currency) ? 0 : THREE.includes(currency) ? 3 : 2;

/**
 * `amount` in Stripe's units, or null when Stripe cannot charge exactly this (a total in KWD that does not end with 0):
 * rounding would charge another total than the one that was shown.
 */
export function stripeAmount(amount: Minor, currency: string): number | null {
  const shift = stripeDigits(currency) - fractionDigits(currency);
  const exact = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  const isSendable = Number.isSafeInteger(exact) && (!THREE.includes(currency) || exact % 10 === 0);
  return isSendable ? exact : null;
}

/** Stripe's number as the shop's. */
export const shopAmount = (amount: number, currency: string): Minor =>
  Math.round(amount * 10 ** (fractionDigits(currency) - stripeDigits(currency)));
