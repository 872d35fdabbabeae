/** Signs that stand for a currency, its code, and what people put between thousands. */
const NOISE = /[\p{Sc}\p{L}\s'’_]/gu;

/** `1,234.56`, `1.234,56`, `12,5`: the last mark is the decimal one, unless it can only part thousands. */
function withDecimalPoint(text: string): string {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return text;
  const mark = text[last]!;
  const isRepeated = text.indexOf(mark) !== last;
  const isCommaOfThousands = mark === ',' && !text.includes('.') && /^\d{1,3}(,\d{3})+$/.test(text);
  if (isRepeated || isCommaOfThousands) return text.replaceAll(mark, '');
  return `${text.slice(0, last).replaceAll(/[.,]/g, '')}.${text.slice(last + 1)}`;
}

/**
 * An amount as a file has it, with or without currency sign, in minor units of a currency with `digits` decimals.
 * Null when it is no amount, negative, or finer than the currency. No floating point: `1.005` is refused, not rounded.
 */
export function parseAmount(text: string, digits: number): number | null {
  const plain = withDecimalPoint(text.replaceAll(NOISE, ''));
  const match = /^(\d+)(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const amount = Number(`${match[1]}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(amount) ? amount : null;
}

/** `1999` -> `19.99`. Units: minor units of a currency with `digits` decimals. */
export function formatAmount(amount: number, digits: number): string {
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
