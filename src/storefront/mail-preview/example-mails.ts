import type { EntityManager } from 'typeorm';
import type { Mail, MailService } from '../../platform/mail/mail.service.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { OrderMailsService } from '../../shop/orders/order-mails.service.js';
import type { Order } from '../../shop/orders/order.js';
import type { OrderTenders } from '../../shop/payments/tender.js';
import { exampleOrder, exampleTender } from './example-order.js';

export interface ExampleMail extends Mail {
  name: string;
}

const NOWHERE = null as unknown as EntityManager;
const AT = new Date('2026-11-25T10:00:00Z');

const parcel = { id: 1, carrier: 'Mule', trackingNumber: 'M-1042', shippedAt: AT };
const whole: Order = {
  ...exampleOrder,
  lines: exampleOrder.lines.map((line) => ({ ...line, shipped: line.quantity })),
};
const all = whole.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
const refund = { id: 1, orderId: 1, tenderId: 1, amount: 2900, putsBack: false, requestedAt: AT, doneAt: AT };

const paidBy = (gateway: string): OrderTenders => ({ tender: { ...exampleTender, gateway }, credits: [] });
const giftCard = { ...exampleTender, gateway: 'gift_card', amount: 5000, label: 'W8PZ', creditAccountId: 1 };
const withGiftCard: OrderTenders = {
  tender: { ...exampleTender, amount: exampleTender.amount - giftCard.amount },
  credits: [giftCard],
};

/** Every mail about an order, by name. */
const EXAMPLES: Record<string, (mails: OrderMailsService) => Promise<void>> = {
  placed: (mails) => mails.confirmed(NOWHERE, exampleOrder, paidBy('test_card')),
  'placed-by-invoice': (mails) => mails.confirmed(NOWHERE, exampleOrder, paidBy('invoice')),
  'placed-with-gift-card': (mails) => mails.confirmed(NOWHERE, exampleOrder, withGiftCard),
  shipped: (mails) => mails.shipped(NOWHERE, whole, { ...parcel, lines: all }),
  'shipped-in-part': (mails) => mails.shipped(NOWHERE, exampleOrder, { ...parcel, lines: all.slice(0, 1) }),
  delivered: (mails) => mails.delivered(NOWHERE, exampleOrder),
  cancelled: (mails) => mails.cancelled(NOWHERE, { ...exampleOrder, cancelReason: 'by_shopper' }),
  'refunded-in-part': (mails) => mails.refunded(NOWHERE, exampleOrder, refund),
  refunded: (mails) => mails.refunded(NOWHERE, { ...exampleOrder, state: 'refunded' }, refund),
  'refunded-to-gift-card': (mails) =>
    mails.refunded(NOWHERE, exampleOrder, refund, [{ ...giftCard, amount: refund.amount }]),
  'return-approved': (mails) => mails.returnApproved(NOWHERE, exampleOrder, 1),
  'return-refused': (mails) => mails.returnRefused(NOWHERE, exampleOrder, 1, 'It was worn.'),
  returned: (mails) => mails.returned(NOWHERE, exampleOrder, 1, all),
};

/** Made by what makes the real ones, from example data; nothing is sent or stored. */
export async function exampleMails(messages: Messages, formatters: Formatters): Promise<ExampleMail[]> {
  const made: ExampleMail[] = [];
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const catcher: Pick<MailService, 'send'> = {
      send: (_tx, _key, mail) => Promise.resolve(void made.push({ ...mail, name })),
    };
    await example(new OrderMailsService(catcher as MailService, messages, formatters));
  }
  return made;
}
