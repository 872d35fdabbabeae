import { allocate } from '../money/allocate.js';
import { percentOf, sum, times, type Minor } from '../money/money.js';

/** What the rules of this file need to know of one line item. `unitPrice` in minor units, without tax. */
export interface LineToPrice {
  quantity: number;
  unitPrice: Minor;
  isTaxed: boolean;
}

export interface Charges {
  /** Price of the delivery method, minor units; final, no tax is added to it. */
  shipping: Minor;
  /** What is taken off the goods, minor units, at most their subtotal; split over the lines in proportion to their price. */
  discount: Minor;
  /** Tax rate of the country the goods go to, in 1/100 of a percent. */
  taxRateBasisPoints: number;
}

/** Amounts of one line, minor units. `subtotal` is unit price times quantity; `discount` is this line's share. */
export interface PricedLine {
  subtotal: Minor;
  discount: Minor;
  tax: Minor;
}

/** Amounts of an order, minor units. `subtotal - discount + shipping + tax = total`. */
export interface OrderTotals {
  lines: PricedLine[];
  subtotal: Minor;
  discount: Minor;
  shipping: Minor;
  tax: Minor;
  total: Minor;
}

/**
 * Prices the line items and adds up the order. The rounding rule: tax is worked out per line on what the line costs after
 * its discount, rounded half to even to whole minor units; everything else is addition. So the lines add up to the order.
 * Errors: RangeError when the discount is negative or more than the goods cost, or an amount is no safe integer.
 * Source: docs/decisions/0008-prices-and-tax.md.
 */
export function priceOrder(lines: readonly LineToPrice[], charges: Charges): OrderTotals {
  const subtotals = lines.map((line) => times(line.unitPrice, line.quantity));
  const discounts = splitDiscount(charges.discount, subtotals);
  const priced = lines.map((line, index) => {
    const subtotal = subtotals[index] ?? 0;
    const discount = discounts[index] ?? 0;
    const tax = line.isTaxed ? percentOf(subtotal - discount, charges.taxRateBasisPoints) : 0;
    return { subtotal, discount, tax };
  });
  return totalUp(priced, charges.shipping);
}

function splitDiscount(discount: Minor, subtotals: readonly Minor[]): Minor[] {
  if (discount === 0) return subtotals.map(() => 0);
  if (discount < 0 || discount > sum(subtotals)) throw new RangeError('a discount is 0 to the goods value');
  return allocate(discount, subtotals);
}

function totalUp(lines: PricedLine[], shipping: Minor): OrderTotals {
  const subtotal = sum(lines.map((line) => line.subtotal));
  const discount = sum(lines.map((line) => line.discount));
  const tax = sum(lines.map((line) => line.tax));
  return { lines, subtotal, discount, shipping, tax, total: sum([subtotal, -discount, shipping, tax]) };
}
