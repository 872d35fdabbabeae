import { lineProblem, quantityByVariant, type LineProblem } from '../../core/cart/line-problem.js';
import type { PriceList } from '../../core/pricing/convert.js';
import { linePrice, totalCart } from '../../core/cart/total-cart.js';
import type { SellableVariant } from '../catalog/variant.types.js';
import type { Availability } from '../inventory/inventory.service.js';
import type { Cart, CartLine, CartMerge } from './cart.js';
import type { Offers } from './line-changes.js';

/** Amounts in minor units of the currency of the cart's list. */
export interface PricedCartLine extends CartLine {
  variant: SellableVariant;
  /** What one costs now. */
  unitPrice: number;
  /** What one cost before an offer; the same as `unitPrice` without one. */
  listPrice: number;
  linePrice: number;
  availability: Availability;
  problem: null | LineProblem;
}

export interface PricedCart {
  id: string | null;
  /** By which it is priced; null for the shop's own prices. */
  list: PriceList | null;
  revision: number;
  lines: PricedCartLine[];
  /** Put aside: neither counted nor added up. */
  saved: PricedCartLine[];
  merge: CartMerge | null;
  itemCount: number;
  subtotal: number;
  note: string;
  attributes: Record<string, string>;
  totalGrams: number;
  requiresShipping: boolean;
  hasProblem: boolean;
}

export const emptyCart = (id: string | null): Cart => ({
  id: id ?? '',
  revision: 0,
  lines: [],
  saved: [],
  merge: null,
  note: '',
  attributes: {},
});

/** Puts today's prices and stock on a cart. Lines whose variant no longer exists are left out. */
export function priceCart(cart: Cart, { list, variants, stock }: Offers): PricedCart {
  const lines = priceLines(cart.lines, variants, stock);
  const counted = lines.map((line) => ({
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    grams: line.variant.grams,
    requiresShipping: line.variant.requiresShipping,
  }));
  return {
    ...cart,
    id: cart.id || null,
    list,
    lines,
    saved: priceLines(cart.saved, variants, stock),
    ...totalCart(counted),
    hasProblem: lines.some((line) => line.problem !== null),
  };
}

/** The lines with price, stock and problem; `held` counts what else of the same variants is in the cart. */
export function priceLines(
  lines: readonly CartLine[],
  variants: ReadonlyMap<number, SellableVariant>,
  stock: ReadonlyMap<number, Availability>,
): PricedCartLine[] {
  const wanted = quantityByVariant(lines);
  return lines.flatMap((line) => {
    const variant = variants.get(line.variantId);
    if (!variant) return [];
    const availability = stock.get(line.variantId) ?? nothingLeft(line.variantId);
    const orderable = availability.orderable;
    const problem = lineProblem(wanted.get(line.variantId) ?? 0, {
      isForSale: variant.isForSale,
      orderable,
    });
    return [{ ...pricedLine(line, variant), availability, problem }];
  });
}

/** A line with what its variant costs. */
export function pricedLine<T extends CartLine>(line: T, variant: SellableVariant) {
  const unitPrice = variant.price;
  return {
    ...line,
    variant,
    unitPrice,
    listPrice: Math.max(unitPrice, variant.compareAtPrice ?? 0),
    linePrice: linePrice({ quantity: line.quantity, unitPrice }),
  };
}

const nothingLeft = (variantId: number): Availability => ({
  variantId,
  isCounted: true,
  sellsWhenOut: false,
  available: 0,
  isAvailable: false,
  orderable: 0,
});
