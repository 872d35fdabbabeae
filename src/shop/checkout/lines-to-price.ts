import type { LineToPrice, TaxRate } from '../../core/pricing/pricing.types.js';
import type { PricedCart, PricedCartLine } from '../cart/cart.service.js';

/** Ids of the collections of products; empty where nothing asks for them. */
export type Collections = ReadonlyMap<number, readonly number[]>;

/** The lines of a cart as the rules of prices want them. `taxesOf`: what is due on a line. */
export const linesToPrice = (
  cart: PricedCart,
  collections: Collections,
  taxesOf: (line: PricedCartLine) => readonly TaxRate[],
): LineToPrice[] =>
  cart.lines.map((line) => ({
    variantId: line.variant.id,
    productId: line.variant.productId,
    collectionIds: collections.get(line.variant.productId) ?? [],
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    listPrice: line.listPrice,
    taxes: taxesOf(line),
  }));
