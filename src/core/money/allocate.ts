import { sum, type Minor } from './money.js';

/**
 * Splits `total` over line items in proportion to `weights`; the parts always add up to `total`.
 * Units: minor units in and out. Shape: one part per weight, same order. A negative total splits as its mirror image.
 * Errors: RangeError when `weights` is empty, has a negative, or adds up to zero.
 * Source: largest-remainder method; equal remainders favour the earlier line.
 */
export function allocate(total: Minor, weights: readonly Minor[]): Minor[] {
  if (total < 0) return allocate(-total, weights).map((part) => (part === 0 ? 0 : -part));
  if (weights.some((weight) => weight < 0)) throw new RangeError('a weight is negative');
  const whole = BigInt(sum(weights));
  if (whole === 0n) throw new RangeError('the weights add up to zero');
  const shares = weights.map((weight, index) => {
    const exact = BigInt(total) * BigInt(weight);
    return { index, part: Number(exact / whole), remainder: exact % whole };
  });
  const missing = total - sum(shares.map((share) => share.part));
  const byRemainder = shares.toSorted(
    (a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder),
  );
  for (const share of byRemainder.slice(0, missing)) share.part += 1;
  return shares.map((share) => share.part);
}
