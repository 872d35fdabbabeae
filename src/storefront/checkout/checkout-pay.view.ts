import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import type { PaymentPage } from '../../shop/payments/stripe/stripe-pages.service.js';
import type { ReservedWords } from './extend-reservation.service.js';
import { assets } from '../page/assets.js';

/** What `views/checkout/pay.hbs` places. `element` is null when the provider's form cannot be shown here. */
export function payModel(
  { messages, formatters }: { messages: Messages; formatters: Formatters },
  order: Pick<OrderDetails, 'number' | 'token' | 'tender' | 'currency'>,
  page: PaymentPage | 'away',
  { text, isOver }: ReservedWords,
) {
  const path = `/checkout/pay/${order.token}`;
  const hasElement = page !== 'away' && page.clientSecret !== null;
  return {
    title: messages.t('checkout.pay.title', { number: order.number }),
    model: {
      path,
      number: order.number,
      amount: formatters.in(order.currency).money(order.tender.amount),
      isAway: page === 'away',
      isOver,
      reserved: { text, script: assets().address('/js/reservation.js') },
      element: hasElement
        ? { ...page, returnPath: `${path}/return`, module: assets().address('/js/pay.js') }
        : null,
    },
  };
}
