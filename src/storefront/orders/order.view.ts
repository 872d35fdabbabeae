import { holdsStock } from '../../core/orders/fulfilment-state.js';
import { nextStates } from '../../core/orders/order-event.js';
import { isOpenReturn } from '../../core/orders/return-state.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { hasInvoice } from '../../shop/documents/invoices.service.js';
import { canEnd } from '../../shop/orders/end-order.service.js';
import { paymentTexts } from '../../shop/orders/credit-words.js';
import { orderWords } from '../../shop/orders/order-words.js';
import type { OrderDetails, Shipment } from '../../shop/orders/order.js';
import type { Return } from '../../shop/returns/return.js';
import { termsPath } from '../content/content-page.view.js';
import { returnsWords } from './order-returns.view.js';
import { assets } from '../page/assets.js';
import { orderExplanation } from '../prices/price-explanation.view.js';
import { timeline } from './order-timeline.view.js';

/** Texts of the order status page. */
export function orderPage(
  order: OrderDetails,
  returns: readonly Return[],
  isGuest: boolean,
  messages: Messages,
  shop: Formatters,
) {
  const { t } = messages;
  const formatters = shop.in(order.currency);
  const { firstName, lastName } = order.shippingAddress;
  const name = firstName || lastName;
  const isAlive = order.state !== 'cancelled' && order.state !== 'refunded';
  const isReceived = isAlive && order.state !== 'pending_payment';
  const thanks = name ? t('orders.thanks', { name }) : t('orders.thanks_nobody');
  const confirmUrl = order.state === 'pending_payment' ? order.tender.confirmationUrl : null;
  return {
    order: orderWords(order, messages, formatters),
    hasOwnBillingAddress: JSON.stringify(order.billingAddress) !== JSON.stringify(order.shippingAddress),
    heading: isReceived ? thanks : t(`orders.states.${order.state}`),
    isReceived,
    state: t(`orders.states.${order.state}`),
    lead: t(`orders.lead.${leadKey(order)}`, { time: formatters.time(order.reservation.until) }),
    placedOn: t('orders.placed_on', { date: formatters.date(order.placedAt) }),
    sentTo: t('orders.sent_to', { email: order.email }),
    payments: paymentTexts(order, messages, formatters),
    confirmUrl,
    waiting:
      order.state === 'pending_payment' && !confirmUrl
        ? { script: assets().address('/js/order-waiting.js') }
        : null,
    canPayAgain: order.state === 'cancelled' && order.cancelReason === 'declined',
    steps: isAlive ? nextSteps(order, messages, formatters) : [],
    parcels: order.shipments.map((shipment) => parcelWords(order, shipment, messages, formatters)),
    explanations: orderExplanation(order, { messages, formatters }),
    events: timeline(order, messages, formatters),
    refunds: order.happenings
      .filter(({ event, amount }) => (event === 'refund' || event === 'part_refund') && amount !== null)
      .map(({ amount, happenedAt }) =>
        t('orders.refunded_part', {
          amount: formatters.money(amount ?? 0),
          date: formatters.date(happenedAt),
        }),
      ),
    offersAccount: isGuest && order.customerId === null && isAlive,
    documents: documentLinks(order, messages),
    returns: returnsWords(order, returns, messages),
    actions: {
      canCancel: canEnd(order),
      canEdit: nextStates(order.states, 'edit') !== null,
      canReturn:
        nextStates(order.states, 'ask_return') !== null && !returns.some(({ state }) => isOpenReturn(state)),
      canReorder: order.state !== 'pending_payment',
    },
    terms: order.termsVersion && { href: termsPath(order.termsVersion), text: t('orders.terms') },
    help: t('orders.help', { number: order.number }),
  };
}

function leadKey(order: OrderDetails): string {
  if (order.state === 'pending_payment') return order.tender.confirmationUrl ? 'confirm' : 'pending_payment';
  if (order.state === 'authorised' && order.tender.gateway === 'invoice' && order.tender.amount > 0)
    return 'authorised_invoice';
  if (order.state === 'refunded' && order.tender.credited > 0)
    return order.tender.credited === order.tender.refunded
      ? 'refunded_as_credit'
      : 'refunded_partly_as_credit';
  if (order.state === 'refunded' && order.credits.length > 0 && order.tender.captured === 0)
    return 'refunded_credit';
  const reason = order.state === 'cancelled' ? order.cancelReason : null;
  return reason && reason !== 'by_shop' ? `cancelled_${reason}` : order.state;
}

/** Received, packed, with you: what is done is marked. */
function nextSteps(order: OrderDetails, { t }: Messages, formatters: Formatters) {
  const isReceived = order.state !== 'pending_payment';
  const isThere = !['unfulfilled', 'partially_fulfilled', 'fulfilled'].includes(order.states.fulfilment);
  const words = order.delivery && orderWords(order, { t } as Messages, formatters).delivery;
  return [
    {
      text: t('orders.steps.received'),
      hint: formatters.date(order.placedAt),
      isDone: isReceived,
    },
    { text: t('orders.steps.packed'), hint: null, isDone: !holdsStock(order.states.fulfilment) },
    ...(words
      ? [
          {
            text: t(order.delivery?.pickup ? 'orders.steps.picked_up' : 'orders.steps.arrives'),
            hint: words.days,
            isDone: isThere,
          },
        ]
      : []),
  ];
}

function parcelWords(order: OrderDetails, shipment: Shipment, { t }: Messages, formatters: Formatters) {
  const { carrier, trackingNumber, lines } = shipment;
  const titleOf = (lineId: number) => order.lines.find(({ id }) => id === lineId)?.title ?? '';
  return {
    sentOn: t('orders.shipped_on', { date: formatters.date(shipment.shippedAt) }),
    tracking: trackingNumber
      ? t('orders.tracking', { carrier: carrier ?? '', number: trackingNumber }).trim()
      : null,
    // One parcel with all of it needs no list.
    pieces:
      order.shipments.length > 1 || order.state === 'partially_fulfilled'
        ? lines.map(({ lineId, quantity }) => t('orders.piece', { quantity, title: titleOf(lineId) }))
        : [],
  };
}

function documentLinks(order: OrderDetails, { t }: Messages) {
  const link = (name: string, isThere: boolean) =>
    isThere ? [{ href: `/orders/${order.token}/${name}.pdf`, text: t(`orders.documents.${name}`) }] : [];
  return [
    ...link('invoice', hasInvoice(order)),
    ...link('packing-slip', order.state !== 'cancelled' && order.state !== 'pending_payment'),
  ];
}
