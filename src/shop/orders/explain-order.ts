import { fullTitle } from '../../core/catalog/full-title.js';
import { sum } from '../../core/money/money.js';
import { explainDelivery, explainLine, type PriceStep } from '../../core/pricing/explain-price.js';
import type { PricedAmount } from '../../core/pricing/pricing.types.js';
import type { Order, OrderAdjustment } from './order.js';

/** How one line of an order, or its delivery (`title` null), came to its price when it was placed. */
export interface ExplainedPart {
  title: string | null;
  steps: PriceStep[];
}

type Explained = Pick<
  Order,
  'lines' | 'adjustments' | 'shipping' | 'shippingTaxes' | 'pricesIncludeTax' | 'delivery'
>;

/** Line by line, then delivery if there is any. What the steps add up to is the order's total. */
export function explainOrder(order: Explained): ExplainedPart[] {
  const { pricesIncludeTax: isIncluded, adjustments } = order;
  const lines = order.lines.map((line, index) => {
    const { quantity, listPrice, unitPrice, subtotal, discount, tax, taxes } = line;
    const taken = adjustments.filter(({ position }) => position === index + 1);
    const amounts = { subtotal, discount, tax, taxes, adjustments: taken };
    return {
      title: fullTitle(line.title, line.variantTitle),
      steps: explainLine({ ...amounts, quantity, listPrice, unitPrice }, isIncluded),
    };
  });
  const delivery = deliveryOf(order);
  return delivery ? [...lines, { title: null, steps: explainDelivery(delivery, isIncluded) }] : lines;
}

/** The order knows what delivery cost in the end; what was taken off comes on top again. */
function deliveryOf({ delivery, shipping, shippingTaxes, adjustments }: Explained): PricedAmount | null {
  if (!delivery) return null;
  const taken = adjustments.filter(({ position }) => position === null);
  const discount = sum(taken.map(({ amount }: OrderAdjustment) => amount));
  const tax = sum(shippingTaxes.map(({ amount }) => amount));
  return { subtotal: shipping + discount, discount, tax, taxes: shippingTaxes, adjustments: taken };
}
