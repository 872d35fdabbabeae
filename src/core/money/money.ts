/** An amount in minor units (cents) of one currency; which one is said beside it. Always a safe integer. */
export type Minor = number;

/** Highest price of one variant. With 500 lines of 9,999 pieces and tax on top, every sum stays below 2^53. */
export const MAX_PRICE: Minor = 999_999_999;

function assertSafe(amount: number): Minor {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not an amount in minor units: ${amount}`);
  return amount;
}

/** Errors: RangeError when an amount, or the sum, is not a safe integer. */
export const sum = (amounts: readonly Minor[]): Minor =>
  amounts.reduce((total, amount) => assertSafe(total + assertSafe(amount)), 0);

/** Errors: RangeError when the product is not a safe integer. */
export const times = (amount: Minor, quantity: number): Minor => assertSafe(assertSafe(amount) * quantity);

/** A rate in millionths: 8.875 % is 88,750. Fine enough for the taxes of counties, and whole. */
export type Millionths = number;

const ONE = 1_000_000n;

/**
 * `rate` of `amount`, rounded half to even.
 * Units: minor units in and out. Errors: RangeError for anything that is not a safe integer.
 */
export const partOf = (amount: Minor, rate: Millionths): Minor =>
  divideHalfEven(BigInt(assertSafe(amount)) * BigInt(assertSafe(rate)), ONE);

/** What is contained in a gross `amount` that has `rate` on top of its net, rounded half to even. */
export const containedIn = (amount: Minor, rate: Millionths): Minor =>
  divideHalfEven(BigInt(assertSafe(amount)) * BigInt(assertSafe(rate)), ONE + BigInt(rate));

/** `amount * numerator / denominator`, rounded half to even. Errors: RangeError for a denominator below 1. */
export function fraction(amount: Minor, numerator: number, denominator: number): Minor {
  if (denominator < 1) throw new RangeError('a fraction of nothing');
  return divideHalfEven(
    BigInt(assertSafe(amount)) * BigInt(assertSafe(numerator)),
    BigInt(assertSafe(denominator)),
  );
}

/** Half to even. Errors: RangeError when the quotient is no safe integer. */
export function divideHalfEven(dividend: bigint, divisor: bigint): Minor {
  const isNegative = dividend < 0n;
  const magnitude = isNegative ? -dividend : dividend;
  const quotient = magnitude / divisor;
  const doubled = (magnitude % divisor) * 2n;
  const roundUp = doubled > divisor || (doubled === divisor && quotient % 2n === 1n);
  const rounded = Number(roundUp ? quotient + 1n : quotient);
  return assertSafe(isNegative && rounded !== 0 ? -rounded : rounded);
}
