import { createHash } from 'node:crypto';
import type { Minor } from '../../core/money/money.js';
import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import type { PricedCart } from '../cart/priced-cart.js';
import type { DeliveryOffer } from '../delivery/delivery.service.js';
import type { Offered } from '../promotions/promotions.service.js';
import type { Checkout } from './checkout.js';
import type { Coupons } from './coupon-outcomes.js';
import { usedCredits, type QuotedCredit } from './credit-quote.js';

/** A cart at today's prices with what was filled in so far. Amounts in minor units. */
export interface Quote {
  cart: PricedCart;
  /** Cheapest first; empty when nothing has to be sent, or nothing of ours goes there. */
  offers: DeliveryOffer[];
  /** The chosen one, or the cheapest while none is chosen; null as above. */
  offer: DeliveryOffer | null;
  /** False: it would have to be sent, and cannot. */
  isDeliverable: boolean;
  /** False while the address is not known; then `totals.tax` is 0 and says nothing. */
  isTaxKnown: boolean;
  /** The buyer accounts for the tax. */
  isReverseCharge: boolean;
  totals: OrderTotals;
  /** Gift cards and store credit of the checkout, also those that pay nothing. */
  credits: readonly QuotedCredit[];
  /** What they do not pay. */
  leftToPay: Minor;
  /** Of all amounts: of the cart's price list, or the shop's own. */
  currency: string;
  /** Those that were looked at, whether or not they take something off. */
  promotions: Offered['promotions'];
  coupons: Coupons;
}

/**
 * SHA-256 over everything that a shopper confirms with the last button: goods, prices, delivery and its
 * days, tax, addresses, payment, and what is taken from gift cards and store credit.
 * Two pages with the same fingerprint promise the same order.
 */
export function fingerprint(checkout: Checkout, quote: Quote): string {
  const lines = quote.cart.lines.map((line, index) => [
    line.key,
    line.quantity,
    line.unitPrice,
    line.variant.productTitle,
    line.variant.title,
    quote.totals.lines[index],
  ]);
  const { subtotal, discount, shipping, tax, total } = quote.totals;
  const { email, shippingAddress, billingAddress, paymentChoice, vatNumber } = checkout;
  const confirmed = [
    lines,
    [quote.offer && [quote.offer.id, quote.offer.from, quote.offer.to], quote.totals.delivery],
    [subtotal, discount, shipping, tax, total, quote.currency],
    [email, sorted(shippingAddress), sorted(billingAddress), paymentChoice],
    [vatNumber?.number ?? null, quote.isReverseCharge],
    // None in most: a page from before there was credit stays good.
    ...usedCredits(quote).map(({ account, amount }) => ['credit', account.id, amount]),
  ];
  return createHash('sha256').update(JSON.stringify(confirmed)).digest('hex');
}

/** MySQL gives the keys of a JSON object back in its own order. */
const sorted = (thing: object | null): [string, unknown][] =>
  Object.entries(thing ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
