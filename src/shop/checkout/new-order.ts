import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { PricedCartLine } from '../cart/priced-cart.js';
import type { NewOrder, OrderAdjustment, OrderLine } from '../orders/order.js';
import type { Checkout } from './checkout.js';
import { fingerprint, type Quote } from './quote.js';

/** Shopify's name for the only variant of a product without options. */
const NO_OPTIONS = 'Default Title';

/** The order that a complete checkout and its quote make. Errors: Error when the checkout is not complete. */
export function newOrder(
  checkout: Checkout,
  quote: Quote,
  more: { customerId: number | null; placedAt: Date; orderCartId?: string | null },
): NewOrder {
  const { email, shippingAddress, billingAddress } = checkout;
  if (!email || !shippingAddress || quote.taxRateBasisPoints === null)
    throw new Error('this checkout is not complete');
  const { subtotal, discount, shipping, tax, total } = quote.totals;
  return {
    checkoutToken: checkout.token,
    token: randomKey(),
    fingerprint: fingerprint(checkout, quote),
    cartId: more.orderCartId ?? checkout.cartId,
    cartRevision: quote.cart.revision,
    customerId: more.customerId,
    email,
    shippingAddress,
    billingAddress: billingAddress ?? shippingAddress,
    delivery: quote.offer && { method: quote.offer.id, from: quote.offer.from, to: quote.offer.to },
    note: quote.cart.note,
    attributes: quote.cart.attributes,
    currency: quote.currency,
    taxRateBasisPoints: quote.taxRateBasisPoints,
    subtotal,
    discount,
    shipping,
    tax,
    total,
    placedAt: more.placedAt,
    lines: quote.cart.lines.map((line, index) => orderLine(line, quote.totals.lines[index])),
    adjustments: adjustmentsOf(quote.totals),
  };
}

/** What promotions took off, line by line, then off delivery. */
export function adjustmentsOf({ lines, delivery }: OrderTotals): OrderAdjustment[] {
  const ofLines = lines.flatMap(({ adjustments }, index) =>
    adjustments.map((adjustment) => ({ ...adjustment, position: index + 1 })),
  );
  const ofDelivery = delivery?.adjustments.map((adjustment) => ({ ...adjustment, position: null })) ?? [];
  return [...ofLines, ...ofDelivery];
}

function orderLine(line: PricedCartLine, amounts: Quote['totals']['lines'][number] | undefined): OrderLine {
  if (!amounts) throw new Error('a line without amounts');
  const { variant, key, quantity, properties, unitPrice } = line;
  return {
    cartKey: key,
    variantId: variant.id,
    productHandle: variant.productHandle,
    title: variant.productTitle,
    variantTitle: variant.title === NO_OPTIONS ? '' : variant.title,
    sku: variant.sku,
    imageSrc: variant.imageSrc,
    properties,
    quantity,
    unitPrice,
    subtotal: amounts.subtotal,
    discount: amounts.discount,
    tax: amounts.tax,
  };
}
