import type { Formatters } from '../../src/platform/views/formatters.js';
import { addressLines } from '../../src/shop/orders/order-words.js';
import type { Actor } from '../../src/shop/orders/actor.js';
import type { OrderDetails, PlacedLine } from '../../src/shop/orders/order.js';
import { table } from './table.js';

/** Everything about an order, for a terminal. Control characters of shoppers never reach it: forms refuse them. */
export function orderText(order: OrderDetails, { money, dateTime }: Formatters): string {
  const { tender } = order;
  const rows = order.lines.map((line) => [
    String(line.quantity),
    [line.title, line.variantTitle].filter(Boolean).join(', '),
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
    [
      'Delivery',
      order.delivery ? `${order.delivery.method}, ${order.delivery.from} to ${order.delivery.to}` : 'none',
    ],
    [
      'Payment',
      `${tender.gateway}, ${tender.status}, captured ${money(tender.captured)}, refunded ${money(tender.refunded)}` +
        (tender.deed ? `; ${tender.deed} was begun and not finished` : ''),
    ],
    [
      'Sums',
      `${money(order.subtotal)} - ${money(order.discount)} + delivery ${money(order.shipping)} + tax ${money(order.tax)} = ${money(order.total)}`,
    ],
    ['Page', `/orders/${order.token}`],
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
    table(['When', 'What happened', 'State', 'Amount', 'By', 'More'], events, ['Amount']),
  ].join('\n\n');
}

const actorText = (by: Actor | null): string => (by ? [by.kind, by.name].filter(Boolean).join(': ') : '');

/** `2 of 3, 1 back`. */
function pieces({ quantity, shipped, dropped, returned }: PlacedLine): string {
  const parts = [`${shipped} of ${quantity}`];
  if (dropped > 0) parts.push(`${dropped} taken out`);
  if (returned > 0) parts.push(`${returned} back`);
  return parts.join(', ');
}
