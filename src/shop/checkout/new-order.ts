import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import { sum } from '../../core/money/money.js';
import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import { currentLanguage } from '../../platform/language/current-language.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { PricedCartLine } from '../cart/priced-cart.js';
import type { NewOrder, OrderAdjustment, OrderLine } from '../orders/order.js';
import type { Checkout } from './checkout.js';
import { fingerprint, type Quote } from './quote.js';

/** The order that a complete checkout and its quote make. Errors: Error when the checkout is not complete. */
export function newOrder(
  checkout: Checkout,
  quote: Quote,
  more: {
    customerId: number | null;
    placedAt: Date;
    orderCartId?: string | null;
    termsVersion?: string | null;
  },
): NewOrder {
  const { email, shippingAddress, billingAddress, vatNumber } = checkout;
  if (!email || !shippingAddress || !quote.isTaxKnown || !quote.isDeliverable)
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
    delivery: deliveryOf(quote),
    note: quote.cart.note,
    attributes: quote.cart.attributes,
    currency: quote.currency,
    taxRateBasisPoints: oneRate(quote.totals),
    pricesIncludeTax: quote.totals.taxIncluded,
    isReverseCharge: quote.isReverseCharge,
    vatNumber: vatNumber && { number: vatNumber.number, status: vatNumber.status },
    subtotal,
    discount,
    shipping,
    shippingTaxes: quote.totals.delivery?.taxes ?? [],
    tax,
    total,
    termsVersion: more.termsVersion ?? null,
    language: currentLanguage(),
    placedAt: more.placedAt,
    lines: quote.cart.lines.map((line, index) => orderLine(line, quote.totals.lines[index])),
    adjustments: adjustmentsOf(quote.totals),
  };
}

const deliveryOf = ({ offer }: Quote): NewOrder['delivery'] =>
  offer && { method: offer.id, from: offer.from, to: offer.to, pickup: offer.pickup };

/** Of the line that is taxed most. */
const oneRate = ({ lines }: OrderTotals): number =>
  Math.round(
    Math.max(0, ...lines.map(({ taxes }) => sum(taxes.map(({ rateMillionths }) => rateMillionths)))) / 100,
  );

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
  const { variant, key, quantity, properties } = line;
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
    unitPrice: amounts.unitPrice,
    listPrice: amounts.listPrice,
    subtotal: amounts.subtotal,
    discount: amounts.discount,
    tax: amounts.tax,
    taxes: amounts.taxes,
  };
}
