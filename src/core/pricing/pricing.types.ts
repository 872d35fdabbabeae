import type { Millionths, Minor } from '../money/money.js';
import type { Promotion, Shopper } from '../promotions/promotion.js';

/** One tax by its name on an invoice, such as "VAT" or "New York State". */
export interface TaxRate {
  name: string;
  rateMillionths: Millionths;
}

/** What the rules of this folder need to know of one line item. Prices in minor units, of one piece. */
export interface LineToPrice {
  variantId: number;
  productId: number;
  collectionIds: readonly number[];
  quantity: number;
  unitPrice: Minor;
  /** What one cost before; at least `unitPrice`. */
  listPrice: Minor;
  /** All that are due; several add up, none is taxed by another. */
  taxes: readonly TaxRate[];
}

export interface ShippingToPrice {
  /** Minor units. */
  price: Minor;
  taxes: readonly TaxRate[];
}

export interface PriceRequest {
  lines: readonly LineToPrice[];
  /** Null while nothing is to be sent, or nobody knows where to. */
  shipping: ShippingToPrice | null;
  /** Those that run now; which of them apply is worked out here. */
  promotions: readonly Promotion[];
  shopper: Shopper;
  /** Whether prices contain the taxes, or have them added. */
  pricesIncludeTax: boolean;
}

/** What one promotion took off, minor units, above 0. */
export interface Adjustment {
  promotionId: number;
  title: string;
  /** By which it was unlocked; null when it applies by itself. */
  code: string | null;
  amount: Minor;
}

/** One tax of one line. `base` is what it was worked out on; all in minor units. */
export interface TaxPart extends TaxRate {
  base: Minor;
  amount: Minor;
}

/** Minor units. `discount` is the sum of the adjustments, `tax` that of the taxes. */
export interface PricedAmount {
  /** Before promotions. */
  subtotal: Minor;
  discount: Minor;
  adjustments: readonly Adjustment[];
  tax: Minor;
  taxes: readonly TaxPart[];
}

export interface PricedLine extends PricedAmount {
  quantity: number;
  unitPrice: Minor;
  listPrice: Minor;
}

/**
 * Amounts of an order, minor units. `subtotal - discount + shipping + tax = total`, where the tax is left out when prices
 * contain it.
 */
export interface OrderTotals {
  lines: readonly PricedLine[];
  /** Null as in the request. Here the subtotal is the price of the delivery method. */
  delivery: PricedAmount | null;
  subtotal: Minor;
  /** Off the goods. */
  discount: Minor;
  /** What delivery costs after promotions. */
  shipping: Minor;
  tax: Minor;
  taxIncluded: boolean;
  total: Minor;
}
