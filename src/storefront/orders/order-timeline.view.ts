import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderDetails, OrderHappening } from '../../shop/orders/order.js';

/** What happened to an order, in words for the shopper, newest first. Staff read the same with commands and details, and of disputes. */
export function timeline(order: OrderDetails, { t }: Messages, formatters: Formatters) {
  const shown = order.happenings.filter(({ event }) => event !== 'dispute');
  return shown.toReversed().map((happening) => ({
    when: formatters.dateTime(happening.happenedAt),
    at: happening.happenedAt.toISOString(),
    text: t(`orders.events.${happening.event}`, { amount: formatters.money(happening.amount ?? 0) }),
    by: t(`orders.by.${whoFor(happening)}`),
  }));
}

/** To a shopper all of us are "us"; the provider is who said yes or no to the payment. */
function whoFor({ by, event }: OrderHappening): string {
  if (event === 'place' || by?.kind === 'shopper') return 'you';
  return by?.kind === 'provider' ? 'payment' : 'us';
}
