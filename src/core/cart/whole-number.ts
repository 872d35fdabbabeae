const WHOLE_NUMBER = /^(0|[1-9][0-9]{0,15})$/;

/**
 * The whole number in a form field or JSON value, or null. Only plain decimal digits count: no sign, blank, fraction,
 * exponent, hexadecimal, full-width digit or leading zero. Range: 0 to `max`, which is at most 2^53 - 1.
 */
export function parseWholeNumber(value: unknown, max: number = Number.MAX_SAFE_INTEGER): number | null {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 && value <= max ? value : null;
  if (typeof value !== 'string' || !WHOLE_NUMBER.test(value)) return null;
  const number = Number(value);
  return number <= max ? number : null;
}
