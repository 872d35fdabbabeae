import type { PickupPlace } from '../../core/delivery/delivery-rules.js';
import type { Address } from '../../core/orders/address.js';
import { orderNumber } from '../../core/orders/order-number.js';
import { firstEnd } from '../../core/orders/reservation.js';
import type { TaxPart } from '../../core/pricing/pricing.types.js';
import type { VatNumberStatus } from '../../core/tax/reverse-charge.js';
import type { OrderStates } from '../../core/orders/order-event.js';
import { orderState, readStates, type FirstOrderState } from '../../core/orders/order-state.js';
import { readJson } from '../../platform/database/json.js';
import type { CancelReason, Order, OrderAdjustment, PlacedLine } from './order.js';

/** Days come as text: as a DATE the driver would make moments of them. */
export const ORDER_COLUMNS = `id, checkout_token, token, fingerprint, state, payment_state, fulfilment_state, cart_id, cart_revision, customer_id, email,
  shipping_address, billing_address, delivery_method, DATE_FORMAT(delivery_from, '%Y-%m-%d') AS delivery_from,
  DATE_FORMAT(delivery_to, '%Y-%m-%d') AS delivery_to, note, attributes, currency, tax_rate_basis_points, subtotal,
  discount, shipping, shipping_taxes, tax, total, released, prices_include_tax, is_reverse_charge, vat_number, vat_number_status,
  pickup_place, cancel_reason, terms_version, language, placed_at, reserved_until, expired_at`;

export interface OrderRow {
  id: number;
  checkout_token: string;
  token: string;
  fingerprint: string;
  state: FirstOrderState;
  payment_state: OrderStates['payment'] | null;
  fulfilment_state: OrderStates['fulfilment'] | null;
  cart_id: string;
  cart_revision: number;
  customer_id: number | null;
  email: string;
  shipping_address: unknown;
  billing_address: unknown;
  delivery_method: string | null;
  delivery_from: string | null;
  delivery_to: string | null;
  note: string;
  attributes: unknown;
  currency: string;
  tax_rate_basis_points: number;
  subtotal: number;
  discount: number;
  shipping: number;
  shipping_taxes: unknown;
  tax: number;
  total: number;
  prices_include_tax: number;
  is_reverse_charge: number;
  vat_number: string | null;
  vat_number_status: VatNumberStatus | null;
  pickup_place: unknown;
  released: number;
  cancel_reason: CancelReason | null;
  terms_version: string | null;
  language: string | null;
  placed_at: Date;
  /** Null: nobody has done anything about it yet. */
  reserved_until: Date | null;
  expired_at: Date | null;
}

export interface LineRow {
  id: number;
  order_id: number;
  cart_key: string;
  variant_id: number;
  product_handle: string;
  title: string;
  variant_title: string;
  sku: string | null;
  image_src: string | null;
  properties: unknown;
  quantity: number;
  unit_price: number;
  list_price: number | null;
  subtotal: number;
  discount: number;
  tax: number;
  /** Null: recorded by code that knew one rate per order. */
  taxes: unknown;
  shipped: number;
  dropped: number;
  returned: number;
  refunded: number;
}

/** `rateBasisPoints`: of the order. */
export function readLine(row: LineRow, rateBasisPoints: number): PlacedLine {
  const { id, shipped, dropped, returned, refunded } = row;
  return {
    id,
    shipped,
    dropped,
    returned,
    refunded,
    cartKey: row.cart_key,
    variantId: row.variant_id,
    productHandle: row.product_handle,
    title: row.title,
    variantTitle: row.variant_title,
    sku: row.sku,
    imageSrc: row.image_src,
    properties: readJson(row.properties),
    quantity: row.quantity,
    unitPrice: row.unit_price,
    listPrice: row.list_price ?? row.unit_price,
    subtotal: row.subtotal,
    discount: row.discount,
    tax: row.tax,
    taxes: taxesOf(row, rateBasisPoints),
  };
}

function taxesOf({ taxes, subtotal, discount, tax }: LineRow, rateBasisPoints: number): TaxPart[] {
  if (taxes !== null) return readJson<TaxPart[]>(taxes);
  const one = { name: 'Tax', rateMillionths: rateBasisPoints * 100, base: subtotal - discount, amount: tax };
  return tax === 0 ? [] : [one];
}

export interface AdjustmentRow extends OrderAdjustment {
  orderId: number;
}

/** Both states of a row, its word, and whether the columns are behind. */
export function statesOf(row: Pick<OrderRow, 'state' | 'payment_state' | 'fulfilment_state'>) {
  const read = readStates(row.state, { payment: row.payment_state, fulfilment: row.fulfilment_state });
  return { ...read, state: orderState(read.states) };
}

/** An older version that sends an order counts no pieces. */
const allSent = (line: PlacedLine): PlacedLine => ({ ...line, shipped: line.quantity - line.dropped });

export function readOrder(row: OrderRow, stored: PlacedLine[], adjustments: OrderAdjustment[]): Order {
  const { isOutdated, states } = statesOf(row);
  const lines = isOutdated && states.fulfilment === 'fulfilled' ? stored.map(allSent) : stored;
  return {
    id: row.id,
    token: row.token,
    fingerprint: row.fingerprint,
    ...statesOf(row),
    email: row.email,
    note: row.note,
    currency: row.currency,
    subtotal: row.subtotal,
    discount: row.discount,
    shipping: row.shipping,
    shippingTaxes: row.shipping_taxes === null ? [] : readJson<TaxPart[]>(row.shipping_taxes),
    tax: row.tax,
    total: row.total,
    released: row.released,
    lines,
    adjustments,
    number: orderNumber(row.id),
    checkoutToken: row.checkout_token,
    cartId: row.cart_id,
    cartRevision: row.cart_revision,
    customerId: row.customer_id,
    shippingAddress: readJson<Address>(row.shipping_address),
    billingAddress: readJson<Address>(row.billing_address),
    delivery: deliveryOf(row),
    attributes: readJson(row.attributes),
    taxRateBasisPoints: row.tax_rate_basis_points,
    pricesIncludeTax: row.prices_include_tax === 1,
    isReverseCharge: row.is_reverse_charge === 1,
    vatNumber:
      row.vat_number === null
        ? null
        : { number: row.vat_number, status: row.vat_number_status ?? 'unverified' },
    cancelReason: row.cancel_reason,
    termsVersion: row.terms_version,
    language: row.language,
    placedAt: row.placed_at,
    reservation: { until: row.reserved_until ?? firstEnd(row.placed_at), isOver: row.expired_at !== null },
  };
}

/** What is picked up has no method: old code would take it for a way of sending. */
function deliveryOf(row: OrderRow): Order['delivery'] {
  const { delivery_method: sentBy, delivery_from: from, delivery_to: to } = row;
  const pickup = row.pickup_place === null ? null : readJson<PickupPlace>(row.pickup_place);
  const method = pickup ? `pickup-${pickup.id}` : sentBy;
  return method !== null && from !== null && to !== null ? { method, from, to, pickup } : null;
}
