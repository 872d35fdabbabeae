const digits = new Map<string, number>();

/** Decimals of a currency: 2 for USD, 0 for JPY, 3 for KWD. Remembered: to ask costs more than to convert a page of prices. */
export function fractionDigits(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

/** True for a code of ISO 4217 such as `USD`. */
export const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code);
