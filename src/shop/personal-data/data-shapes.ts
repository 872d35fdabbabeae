import type { CreditAccount, CreditEntry } from '../credit/credit-account.js';
import type { Order, PlacedLine } from '../orders/order.js';
import type { Review } from '../reviews/review.js';

/** An order as its customer may have it: no token, which is the key to its page. */
export const orderData = (order: Order) => ({
  number: order.number,
  placedAt: order.placedAt,
  state: order.state,
  cancelReason: order.cancelReason,
  email: order.email,
  language: order.language,
  shippingAddress: order.shippingAddress,
  billingAddress: order.billingAddress,
  vatNumber: order.vatNumber,
  delivery: order.delivery,
  note: order.note,
  attributes: order.attributes,
  currency: order.currency,
  subtotal: order.subtotal,
  discount: order.discount,
  shipping: order.shipping,
  tax: order.tax,
  total: order.total,
  promotions: order.adjustments.map(({ title, code, amount }) => ({ title, code, amount })),
  lines: order.lines.map(lineData),
});

const lineData = (line: PlacedLine) => ({
  title: line.title,
  variant: line.variantTitle,
  sku: line.sku,
  properties: line.properties,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  subtotal: line.subtotal,
  discount: line.discount,
  tax: line.tax,
  shipped: line.shipped,
  returned: line.returned,
  refunded: line.refunded,
});

export const reviewData = ({ stars, title, body, author, state, reason, helpful, writtenAt }: Review) => ({
  stars,
  title,
  body,
  author,
  state,
  reason,
  helpful,
  writtenAt,
});

/** Notes of the account are for staff; those of its entries say what they were for. */
export const creditData = (
  { currency, balance, expiresAt, disabledAt, createdAt }: CreditAccount,
  entries: readonly CreditEntry[],
) => ({
  currency,
  balance,
  expiresAt,
  disabledAt,
  createdAt,
  entries: entries.map(({ kind, amount, note, happenedAt }) => ({ kind, amount, note, happenedAt })),
});
