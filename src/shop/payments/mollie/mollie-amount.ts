import { fractionDigits } from '../../../core/money/currency.js';
import type { Minor } from '../../../core/money/money.js';

/** What Mollie can charge, all of them in the decimals of ISO 4217. Source: docs.mollie.com/docs/multicurrency */
const CURRENCIES =
  'AED AUD BGN BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS ISK JPY MXN MYR NOK NZD PHP PLN RON SEK SGD THB TWD USD ZAR';

/** `amount` as Mollie reads it, such as `12.50` or, in yen, `1250`; null for a currency that Mollie does not know. */
export function mollieAmount(amount: Minor, currency: string): string | null {
  if (!CURRENCIES.split(' ').includes(currency)) return null;
  const digits = fractionDigits(currency);
  const text = String(amount).padStart(digits + 1, '0');
  const point = text.length - digits;
  return digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}

/** Mollie's text as the shop's number; null for one that is no amount of this currency. */
export function shopMinor({ value, currency }: { value: string; currency: string }): Minor | null {
  const minor = Number(value.replace('.', ''));
  return Number.isSafeInteger(minor) && minor >= 0 && mollieAmount(minor, currency) === value ? minor : null;
}
