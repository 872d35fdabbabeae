import { containedIn, sum, type Minor } from '../money/money.js';
import type { TaxRate } from '../pricing/pricing.types.js';

/** What is left of a price that contains these taxes, minor units: what a buyer pays who accounts for them. */
export const netPrice = (price: Minor, taxes: readonly TaxRate[]): Minor =>
  price - containedIn(price, sum(taxes.map(({ rateMillionths }) => rateMillionths)));
