/** A currency's sign, code or name, in front or behind. */
const IN_FRONT = /^(?:\p{L}+\.?|\p{Sc}|\s)+/u;
const BEHIND = /(?:\p{L}+\.?|\p{Sc}|\s)+$/u;
const PLAIN = /^(\d+)(?:([.,])(\d*))?$/;
/** Thousands parted by the same mark throughout; the decimal mark is another one. */
const GROUPED = /^(\d{1,3}([,.'’\s])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d*))?$/u;

/** `1,234` are thousands; `1,5` and `1.234` are not. */
function parts(text: string): { whole: string; fraction: string } | null {
  const plain = PLAIN.exec(text);
  const isThousands = plain?.[2] === ',' && plain[3]?.length === 3 && (plain[1]?.length ?? 0) <= 3;
  if (plain && !isThousands) return { whole: plain[1] ?? '', fraction: plain[3] ?? '' };
  const grouped = GROUPED.exec(text);
  return grouped && { whole: (grouped[1] ?? '').replaceAll(/\D/g, ''), fraction: grouped[3] ?? '' };
}

/**
 * An amount as a file has it, with or without currency sign, in minor units of a currency with `digits` decimals.
 * Null when it is no amount, negative, or finer than the currency. No floating point: `1.005` is refused, not rounded.
 */
export function parseAmount(text: string, digits: number): number | null {
  const found = parts(text.replace(IN_FRONT, '').replace(BEHIND, ''));
  if (!found) return null;
  const fraction = found.fraction.replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const amount = Number(`${found.whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(amount) ? amount : null;
}

/** `1999` -> `19.99`. Units: minor units of a currency with `digits` decimals. */
export function formatAmount(amount: number, digits: number): string {
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
