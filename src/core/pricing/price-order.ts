import { sum, times } from '../money/money.js';
import { applyPromotions } from '../promotions/apply-promotions.js';
import { taxesOf } from './add-tax.js';
import { discountOf, netOf, type Draft, type DraftOrder } from './draft.js';
import type {
  LineToPrice,
  OrderTotals,
  PricedAmount,
  PriceRequest,
  ShippingToPrice,
  TaxRate,
} from './pricing.types.js';

/**
 * Prices an order: unit price times quantity, promotions lane by lane, tax per line, sums. Each step is a function of what the
 * one before left; after the taxes nothing is rounded any more, so the lines add up to the order.
 * Errors: RangeError when an amount is no safe integer.
 * Source: docs/decisions/0026-pricing.md.
 */
export function priceOrder(request: PriceRequest): OrderTotals {
  const listed = priceLines(request.lines, request.shipping);
  const discounted = applyPromotions(listed, request.promotions, request.shopper);
  return totalUp(discounted, request.pricesIncludeTax);
}

function priceLines(lines: readonly LineToPrice[], shipping: ShippingToPrice | null): DraftOrder {
  return {
    lines: lines.map((line) => ({ line, subtotal: times(line.unitPrice, line.quantity), adjustments: [] })),
    delivery: shipping && { shipping, subtotal: shipping.price, adjustments: [] },
  };
}

function totalUp(draft: DraftOrder, taxIncluded: boolean): OrderTotals {
  const lines = draft.lines.map((one) => {
    const { quantity, unitPrice, listPrice, taxes } = one.line;
    return { quantity, unitPrice, listPrice, ...addTax(one, taxes, taxIncluded) };
  });
  const delivery = draft.delivery && addTax(draft.delivery, draft.delivery.shipping.taxes, taxIncluded);
  const subtotal = sum(lines.map((line) => line.subtotal));
  const discount = sum(lines.map((line) => line.discount));
  const shipping = delivery ? delivery.subtotal - delivery.discount : 0;
  const tax = sum([...lines, ...(delivery ? [delivery] : [])].map((amount) => amount.tax));
  const total = sum([subtotal, -discount, shipping, taxIncluded ? 0 : tax]);
  return { lines, delivery, subtotal, discount, shipping, tax, taxIncluded, total };
}

function addTax(draft: Draft, rates: readonly TaxRate[], areIncluded: boolean): PricedAmount {
  const taxes = taxesOf(netOf(draft), rates, areIncluded);
  return {
    subtotal: draft.subtotal,
    discount: discountOf(draft),
    adjustments: draft.adjustments,
    tax: sum(taxes.map(({ amount }) => amount)),
    taxes,
  };
}
