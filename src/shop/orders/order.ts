import type { Address } from '../../core/orders/address.js';
import type { PickupPlace } from '../../core/delivery/delivery-rules.js';
import type { OrderEvent, OrderStates } from '../../core/orders/order-event.js';
import type { OrderState } from '../../core/orders/order-state.js';
import type { Reservation } from '../../core/orders/reservation.js';
import type { Minor } from '../../core/money/money.js';
import type { TaxPart } from '../../core/pricing/pricing.types.js';
import type { VatNumberStatus } from '../../core/tax/reverse-charge.js';
import type { OrderTenders } from '../payments/tender.js';
import type { Actor } from './actor.js';

/** What was bought, as it was on the day: later changes of the product do not reach it. Amounts in minor units. */
export interface OrderLine {
  cartKey: string;
  variantId: number;
  productHandle: string;
  title: string;
  /** `Moss / S`; empty for a product without options. */
  variantTitle: string;
  sku: string | null;
  imageSrc: string | null;
  properties: Record<string, string>;
  quantity: number;
  unitPrice: Minor;
  /** Before an offer; the unit price without one. */
  listPrice: Minor;
  subtotal: Minor;
  discount: Minor;
  tax: Minor;
  /** Add up to `tax`. */
  taxes: readonly TaxPart[];
}

/** A line of an order that exists, and what became of its pieces. `dropped` pieces are not sent any more. */
export interface PlacedLine extends OrderLine {
  id: number;
  shipped: number;
  dropped: number;
  returned: number;
  /** Pieces whose price was given back. */
  refunded: number;
}

/** Pieces of a line. */
export interface LinePick {
  lineId: number;
  quantity: number;
}

/** What a promotion took off one line, or off delivery (`position` null; lines are counted from 1). Minor units. */
export interface OrderAdjustment {
  position: number | null;
  promotionId: number;
  title: string;
  code: string | null;
  amount: Minor;
}

/** Why an order was cancelled. */
export type CancelReason = 'declined' | 'not_confirmed' | 'not_paid' | 'by_shop' | 'by_shopper';

/**
 * What is needed to record an order. Amounts in minor units; `subtotal - discount + shipping + tax = total`, the tax left out when the
 * prices include it.
 */
export interface NewOrder {
  checkoutToken: string;
  token: string;
  /** SHA-256 of what the shopper confirmed. */
  fingerprint: string;
  cartId: string;
  cartRevision: number;
  customerId: number | null;
  email: string;
  shippingAddress: Address;
  billingAddress: Address;
  /** Null when nothing has to be sent. `pickup`: where it is handed out from `from` on; null when it is sent. */
  delivery: { method: string; from: string; to: string; pickup: PickupPlace | null } | null;
  note: string;
  attributes: Record<string, string>;
  currency: string;
  /** All taxes of the standard rate together, rounded: for code that knew one rate only. */
  taxRateBasisPoints: number;
  pricesIncludeTax: boolean;
  /** The buyer accounts for the tax, which is 0 here. */
  isReverseCharge: boolean;
  vatNumber: { number: string; status: VatNumberStatus } | null;
  subtotal: Minor;
  discount: Minor;
  /** After promotions. */
  shipping: Minor;
  /** On delivery; part of `tax`. */
  shippingTaxes: readonly TaxPart[];
  tax: Minor;
  total: Minor;
  /** Of the terms that the shopper saw at the last button; null when nobody noted it. */
  termsVersion: string | null;
  /** In which it was placed, and in which it is written about; null for the shop's own. */
  language: string | null;
  placedAt: Date;
  lines: OrderLine[];
  adjustments: OrderAdjustment[];
}

export interface Order extends Omit<NewOrder, 'lines'> {
  lines: PlacedLine[];
  id: number;
  /** What people say and type: `482719350`; `1001` and so on for old ones. */
  number: string;
  /** Where its money and its goods are. */
  states: OrderStates;
  /** Both in one word. */
  state: OrderState;
  /** An older version of the shop has changed it: `states` is what it meant, and is written with the next change. */
  isOutdated: boolean;
  /** What will not be taken because pieces were taken out before it was paid, minor units. */
  released: Minor;
  cancelReason: CancelReason | null;
  /** Of the goods, while the order waits for its payment. */
  reservation: Reservation;
}

/** A line of the order list. */
export interface OrderSummary {
  id: number;
  number: string;
  token: string;
  state: OrderState;
  email: string;
  itemCount: number;
  total: Minor;
  currency: string;
  placedAt: Date;
}

/** What was asked of an order besides its events. `dispute` is for staff, and changes nothing. */
export type OrderNews = 'place' | 'dispute' | OrderEvent;

export interface OrderHappening {
  event: OrderNews;
  toState: OrderState;
  amount: Minor | null;
  happenedAt: Date;
  /** Null for what happened before actors were noted. */
  by: Actor | null;
  /** What else there is to say, for staff: what was in the parcel, which address. */
  detail: string | null;
}

/** A parcel. */
export interface Shipment {
  carrier: string | null;
  trackingNumber: string | null;
  shippedAt: Date;
  /** Empty for parcels from before pieces were counted: then it was all of the order. */
  lines: LinePick[];
}

/** An order with everything that happened to it since. */
export interface OrderDetails extends Order, OrderTenders {
  happenings: OrderHappening[];
  shipments: Shipment[];
}

/** Why a deed was not done. `state` is the order's state, `refundable` in minor units. */
export type Refusal =
  | { ok: false; reason: 'not_found' }
  | { ok: false; reason: 'wrong_state'; state: OrderState }
  /** Another deed on the same order is under way. */
  | { ok: false; reason: 'busy' }
  | { ok: false; reason: 'too_much'; refundable: Minor }
  /** So many pieces of a line are not left. `left` of the line that did not suffice. */
  | { ok: false; reason: 'too_many'; title: string; left: number }
  /** Whoever has ordered has no account, so no store credit. */
  | { ok: false; reason: 'guest' }
  /** Nothing would be left of the order: that is cancelling it. */
  | { ok: false; reason: 'would_be_empty' }
  | { ok: false; reason: 'gateway_refused'; message: string }
  /** The gateway did not answer. Safe to ask again: it will not be done twice. */
  | { ok: false; reason: 'gateway_unknown' };

export type DeedOutcome = { ok: true; order: Order } | Refusal;
