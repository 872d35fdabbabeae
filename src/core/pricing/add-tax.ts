import { allocate } from '../money/allocate.js';
import { containedIn, partOf, sum, type Minor } from '../money/money.js';
import type { TaxPart, TaxRate } from './pricing.types.js';

/**
 * The taxes of one line, or of delivery, on what is left to pay for it (`net`, minor units). The rounding rule: each tax of each
 * line is rounded by itself, half to even, to whole minor units; everything else is addition, so nothing is rounded twice.
 * Where prices contain the taxes, what they contain together is rounded so, and split by their rates.
 * Source: docs/decisions/0026-pricing.md.
 */
export function taxesOf(net: Minor, rates: readonly TaxRate[], areIncluded: boolean): TaxPart[] {
  return areIncluded ? contained(net, rates) : added(net, rates);
}

const added = (net: Minor, rates: readonly TaxRate[]): TaxPart[] =>
  rates.map((rate) => ({ ...rate, base: net, amount: partOf(net, rate.rateMillionths) }));

function contained(gross: Minor, rates: readonly TaxRate[]): TaxPart[] {
  const weights = rates.map(({ rateMillionths }) => rateMillionths);
  const all = sum(weights);
  const tax = containedIn(gross, all);
  const parts = all === 0 ? weights : allocate(tax, weights);
  return rates.map((rate, index) => ({ ...rate, base: gross - tax, amount: parts[index] ?? 0 }));
}
