import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderDetails } from '../../shop/orders/order.js';

/** What `views/checkout/leave.hbs` places. `address`: the provider's page; null while the provider does not answer. */
export function leaveModel(
  { messages, formatters }: { messages: Messages; formatters: Formatters },
  order: Pick<OrderDetails, 'number' | 'token' | 'tender' | 'currency'>,
  address: string | null,
) {
  return {
    title: messages.t('checkout.pay.title', { number: order.number }),
    model: {
      path: `/checkout/pay/${order.token}`,
      number: order.number,
      amount: formatters.in(order.currency).money(order.tender.amount),
      address,
    },
  };
}
