/** An amount in minor units (cents) of the shop's one currency. Always a safe integer. */
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

/**
 * `rateBasisPoints` (1/100 of a percent) of `amount`, rounded half to even.
 * Units: minor units in and out. Errors: RangeError for anything that is not a safe integer.
 */
export function percentOf(amount: Minor, rateBasisPoints: number): Minor {
  return divideHalfEven(BigInt(assertSafe(amount)) * BigInt(assertSafe(rateBasisPoints)), 10_000n);
}

/** The tax contained in a gross `amount` at `rateBasisPoints`, rounded half to even. */
export function taxContainedIn(amount: Minor, rateBasisPoints: number): Minor {
  const rate = BigInt(assertSafe(rateBasisPoints));
  return divideHalfEven(BigInt(assertSafe(amount)) * rate, 10_000n + rate);
}

function divideHalfEven(dividend: bigint, divisor: bigint): Minor {
  const isNegative = dividend < 0n;
  const magnitude = isNegative ? -dividend : dividend;
  const quotient = magnitude / divisor;
  const doubled = (magnitude % divisor) * 2n;
  const roundUp = doubled > divisor || (doubled === divisor && quotient % 2n === 1n);
  const rounded = Number(roundUp ? quotient + 1n : quotient);
  return assertSafe(isNegative && rounded !== 0 ? -rounded : rounded);
}
