/** What the sums of a cart need to know of one line. Amounts in minor units, weight in grams. */
export interface CountedLine {
  quantity: number;
  unitPrice: number;
  grams: number;
  requiresShipping: boolean;
}

export interface CartTotals {
  itemCount: number;
  subtotal: number;
  totalGrams: number;
  requiresShipping: boolean;
}

/** Quantity times unit price, in minor units. */
export const linePrice = (line: { quantity: number; unitPrice: number }): number =>
  line.quantity * line.unitPrice;

/** Adds up a cart. With at most 500 lines of 9,999 at 999,999,999 each, every sum stays below 2^53. */
export function totalCart(lines: readonly CountedLine[]): CartTotals {
  const sum = (amount: (line: CountedLine) => number) =>
    lines.reduce((total, line) => total + amount(line), 0);
  return {
    itemCount: sum((line) => line.quantity),
    subtotal: sum(linePrice),
    totalGrams: sum((line) => line.quantity * line.grams),
    requiresShipping: lines.some((line) => line.requiresShipping),
  };
}
