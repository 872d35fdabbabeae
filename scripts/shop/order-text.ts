import { fullTitle } from '../../src/core/catalog/full-title.js';
import type { Formatters } from '../../src/platform/views/formatters.js';
import { addressLines } from '../../src/shop/orders/order-words.js';
import type { PriceStep } from '../../src/core/pricing/explain-price.js';
import type { Actor } from '../../src/shop/orders/actor.js';
import { explainOrder } from '../../src/shop/orders/explain-order.js';
import type { OrderDetails, PlacedLine } from '../../src/shop/orders/order.js';
import type { Tender } from '../../src/shop/payments/tender.js';
import { table } from './table.js';

/** Everything about an order, for a terminal. Control characters of shoppers never reach it: forms refuse them. */
export function orderText(order: OrderDetails, formatters: Formatters): string {
  const { money, dateTime } = formatters.in(order.currency);
  const rows = order.lines.map((line) => [
    String(line.quantity),
    fullTitle(line.title, line.variantTitle),
    line.sku ?? `variant ${line.variantId}`,
    pieces(line),
    money(line.unitPrice),
    money(line.subtotal),
  ]);
  const facts: [string, string][] = [
    ['State', order.state.replaceAll('_', ' ') + (order.cancelReason ? ` (${order.cancelReason})` : '')],
    ['Placed', dateTime(order.placedAt)],
    ['E-mail', order.email],
    ['Goes to', addressLines(order.shippingAddress).join(', ')],
    ['Bill to', addressLines(order.billingAddress).join(', ')],
    ['Delivery', deliveryText(order)],
    ...[order.tender, ...order.credits].map((tender): [string, string] => [
      'Payment',
      tenderText(tender, money),
    ]),
    ['Sums', sumsText(order, money)],
    ...taxFacts(order),
    ['Page', `/orders/${order.token}`],
    ['Terms', order.termsVersion ? `/policies/terms-of-service/${order.termsVersion}` : 'not noted'],
    ...(order.note ? [['Note', order.note.replace(/\s+/g, ' ')] as [string, string]] : []),
  ];
  const events = order.happenings.map((happening) => [
    dateTime(happening.happenedAt),
    happening.event,
    happening.toState,
    happening.amount === null ? '' : money(happening.amount),
    actorText(happening.by),
    happening.detail ?? '',
  ]);
  return [
    `Order ${order.number}`,
    facts.map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n'),
    table(['Quantity', 'What', 'SKU', 'Sent', 'Each', 'Together'], rows, ['Quantity', 'Each', 'Together']),
    table(['What', 'Why this price', 'Amount'], whyRows(order, money), ['Amount']),
    table(['When', 'What happened', 'State', 'Amount', 'By', 'More'], events, ['Amount']),
  ].join('\n\n');
}

/** How each line came to its price. */
function whyRows(order: OrderDetails, money: Formatters['money']): string[][] {
  return explainOrder(order).flatMap(({ title, steps }) =>
    steps.map((step, nth) => [
      nth === 0 ? (title ?? 'Delivery') : '',
      stepText(step, money),
      money(step.amount),
    ]),
  );
}

function stepText(step: PriceStep, money: Formatters['money']): string {
  switch (step.kind) {
    case 'list':
      return `${step.quantity} at the list price of ${money(step.price)}`;
    case 'offer':
      return 'offer of the day';
    case 'delivery':
      return 'price of the method';
    case 'promotion':
      return step.title;
    case 'coupon':
      return `${step.title}, code ${step.code}`;
    case 'tax': {
      const { name, rateMillionths, base, isIncluded, exact } = step;
      const of = `${name} ${rateMillionths / 10_000} % of ${money(base)}`;
      return `${of}${isIncluded ? ', contained' : ''}${exact === String(step.amount) ? '' : `, rounded from ${exact}`}`;
    }
  }
}

function tenderText(tender: Tender, money: Formatters['money']): string {
  const { gateway, label, status, amount, captured, refunded, credited, deed } = tender;
  const name = label === null ? gateway : `${gateway} ····${label}`;
  const begun = deed ? `; ${deed} was begun and not finished` : '';
  return `${name}, ${status}, ${money(amount)}, captured ${money(captured)}, refunded ${money(refunded)}${credited > 0 ? ` (${money(credited)} as store credit)` : ''}${begun}`;
}

function deliveryText({ delivery }: OrderDetails): string {
  if (!delivery) return 'none';
  const { method, from, to, pickup } = delivery;
  return pickup ? `to be picked up: ${pickup.name}, ready on ${from}` : `${method}, ${from} to ${to}`;
}

function sumsText(order: OrderDetails, money: Formatters['money']): string {
  const { subtotal, discount, shipping, tax, total, pricesIncludeTax } = order;
  const before = `${money(subtotal)} - ${money(discount)} + delivery ${money(shipping)}`;
  return pricesIncludeTax
    ? `${before} = ${money(total)}, tax ${money(tax)} of it`
    : `${before} + tax ${money(tax)} = ${money(total)}`;
}

/** A number that nobody could look up is for staff to look up before the goods leave. */
function taxFacts({ vatNumber, isReverseCharge }: OrderDetails): [string, string][] {
  if (!vatNumber) return [];
  const charge = isReverseCharge ? '; reverse charge' : '';
  return [['VAT', `${vatNumber.number}, ${vatNumber.status}${charge}`]];
}

const actorText = (by: Actor | null): string => (by ? [by.kind, by.name].filter(Boolean).join(': ') : '');

/** `2 of 3, 1 back`. */
function pieces({ quantity, shipped, dropped, returned }: PlacedLine): string {
  const parts = [`${shipped} of ${quantity}`];
  if (dropped > 0) parts.push(`${dropped} taken out`);
  if (returned > 0) parts.push(`${returned} back`);
  return parts.join(', ');
}
