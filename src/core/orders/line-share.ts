import { allocate } from '../money/allocate.js';
import { sum, type Minor } from '../money/money.js';

/** What a line cost, minor units: `subtotal - discount`, and `tax` on top or within it. */
export interface LineCost {
  quantity: number;
  subtotal: Minor;
  discount: Minor;
  tax: Minor;
}

/** `amount` includes `tax`. */
export interface Share {
  amount: Minor;
  tax: Minor;
}

/**
 * What `count` pieces of a line cost, when `before` of them were given back already. Goods and tax are split over the
 * pieces one by one, so that all shares of a line add up to what it cost, in whatever parts they are asked for.
 * `isTaxIncluded`: the prices contain the tax. Units: minor units. Errors: RangeError when there are not so many pieces.
 */
export function lineShare(line: LineCost, before: number, count: number, isTaxIncluded: boolean): Share {
  if (before < 0 || count < 0 || before + count > line.quantity)
    throw new RangeError(`a line of ${line.quantity} has no ${count} pieces after ${before}`);
  const pieces = Array.from({ length: line.quantity }, () => 1);
  const share = (total: Minor) => sum(allocate(total, pieces).slice(before, before + count));
  const tax = share(line.tax);
  return { amount: share(line.subtotal - line.discount) + (isTaxIncluded ? 0 : tax), tax };
}

/** The tax within `amount` of a delivery that cost `cost` with `tax` in it, when `before` was given back already. */
export function deliveryTaxShare(cost: Minor, tax: Minor, before: Minor, amount: Minor): Minor {
  const upTo = (given: Minor) => (given === 0 ? 0 : (allocate(tax, [given, cost - given])[0] ?? 0));
  return upTo(before + amount) - upTo(before);
}
