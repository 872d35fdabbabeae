import type { EntityManager } from 'typeorm';
import type { Mail, MailService } from '../../platform/mail/mail.service.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { AccountMailsService } from '../../shop/customers/account-mails.service.js';
import { CartReminderMailService } from '../../shop/checkout/cart-reminder-mail.service.js';
import { NewsletterMailService } from '../../shop/newsletter/newsletter-mail.service.js';
import { OrderMailsService } from '../../shop/orders/order-mails.service.js';
import type { Order } from '../../shop/orders/order.js';
import type { OrderTenders } from '../../shop/payments/tender.js';
import { StockAlertMailService } from '../../shop/stock-alerts/stock-alert-mail.service.js';
import { exampleOrder, exampleTender } from './example-order.js';

export interface ExampleMail extends Mail {
  name: string;
}

const NOWHERE = null as unknown as EntityManager;
const AT = new Date('2026-11-25T10:00:00Z');

const parcel = { id: 1, carrier: 'Mule', trackingNumber: 'M-1042', shippedAt: AT };
const whole = (): Order => ({
  ...exampleOrder,
  lines: exampleOrder.lines.map((line) => ({ ...line, shipped: line.quantity })),
});
const all = exampleOrder.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
const refund = {
  id: 1,
  orderId: 1,
  tenderId: 1,
  amount: 2900,
  putsBack: false,
  creditAccountId: null,
  requestedAt: AT,
  doneAt: AT,
};

const paidBy = (gateway: string): OrderTenders => ({ tender: { ...exampleTender, gateway }, credits: [] });
const giftCard = { ...exampleTender, gateway: 'gift_card', amount: 5000, label: 'W8PZ', creditAccountId: 1 };
const withGiftCard: OrderTenders = {
  tender: { ...exampleTender, amount: exampleTender.amount - giftCard.amount },
  credits: [giftCard],
};

interface Mails {
  mail: Pick<MailService, 'send'>;
  accounts: AccountMailsService;
  orders: OrderMailsService;
  alerts: StockAlertMailService;
  reminders: CartReminderMailService;
  newsletter: NewsletterMailService;
}

const jacket = {
  id: 1,
  title: 'Moss / S',
  price: 9500,
  productTitle: 'Rain jacket',
  productHandle: 'rain-jacket',
};

const leftCart = { lines: [{ quantity: 2, variant: jacket }], subtotal: 19_000 };

const link = { email: exampleOrder.email, token: 'AAAAAAAAAAAAAAAAAAAAAA', expiresAt: AT };

const NEXT = 'ada@new.example';

/** Every mail of the shop, by name. */
const EXAMPLES: Record<string, (mails: Mails) => Promise<void>> = {
  'confirm-address': ({ mail, accounts }) => mail.send(NOWHERE, '', accounts.link('confirm', link)),
  'forgotten-password': ({ mail, accounts }) => mail.send(NOWHERE, '', accounts.link('recover', link)),
  'new-address': ({ mail, accounts }) => mail.send(NOWHERE, '', accounts.link('email', link)),
  'new-address-taken': ({ mail, accounts }) => mail.send(NOWHERE, '', accounts.emailTaken(link.email)),
  'new-address-asked': ({ accounts }) =>
    accounts.emailAsked(NOWHERE, { id: 1, email: exampleOrder.email }, NEXT),
  'new-address-changed': ({ accounts }) =>
    accounts.emailChanged(NOWHERE, { customerId: 1, email: exampleOrder.email, next: NEXT }),
  'password-changed': ({ accounts }) =>
    accounts.passwordChanged(NOWHERE, { id: 1, email: exampleOrder.email, epoch: 2 }),
  'cart-reminder': ({ reminders }) =>
    reminders.leftBehind(NOWHERE, { token: '', email: exampleOrder.email }, leftCart),
  'newsletter-confirm': ({ newsletter }) =>
    newsletter.confirm(NOWHERE, { id: 1, asks: 1, email: exampleOrder.email, token: exampleOrder.token }),
  'back-in-stock': ({ alerts }) => alerts.backInStock(NOWHERE, { id: 1, email: exampleOrder.email }, jacket),
  placed: ({ orders }) => orders.confirmed(NOWHERE, exampleOrder, paidBy('test_card')),
  'placed-by-invoice': ({ orders }) => orders.confirmed(NOWHERE, exampleOrder, paidBy('invoice')),
  'placed-with-gift-card': ({ orders }) => orders.confirmed(NOWHERE, exampleOrder, withGiftCard),
  paid: ({ orders }) => orders.paid(NOWHERE, exampleOrder, exampleTender.amount),
  shipped: ({ orders }) => orders.shipped(NOWHERE, whole(), { ...parcel, lines: all }),
  'shipped-in-part': ({ orders }) =>
    orders.shipped(NOWHERE, exampleOrder, { ...parcel, lines: all.slice(0, 1) }),
  delivered: ({ orders }) => orders.delivered(NOWHERE, exampleOrder),
  cancelled: ({ orders }) => orders.cancelled(NOWHERE, { ...exampleOrder, cancelReason: 'by_shopper' }),
  'refunded-in-part': ({ orders }) => orders.refunded(NOWHERE, exampleOrder, refund),
  refunded: ({ orders }) => orders.refunded(NOWHERE, { ...exampleOrder, state: 'refunded' }, refund),
  'refunded-to-gift-card': ({ orders }) =>
    orders.refunded(NOWHERE, exampleOrder, refund, [{ ...giftCard, amount: refund.amount }]),
  'return-approved': ({ orders }) => orders.returnApproved(NOWHERE, exampleOrder, 1),
  'return-refused': ({ orders }) => orders.returnRefused(NOWHERE, exampleOrder, 1, 'It was worn.'),
  returned: ({ orders }) => orders.returned(NOWHERE, exampleOrder, 1, all),
};

/** Made by what makes the real ones, from example data; nothing is sent or stored. */
export async function exampleMails(messages: Messages, formatters: Formatters): Promise<ExampleMail[]> {
  const made: ExampleMail[] = [];
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const catcher: Pick<MailService, 'send'> = {
      send: (_tx, _key, mail) => Promise.resolve(void made.push({ ...mail, name })),
    };
    await example({
      mail: catcher,
      accounts: new AccountMailsService(catcher as MailService, messages, formatters, { now: () => AT }),
      orders: new OrderMailsService(catcher as MailService, messages, formatters),
      reminders: new CartReminderMailService(catcher as MailService, messages, formatters),
      newsletter: new NewsletterMailService(catcher as MailService, messages),
      alerts: new StockAlertMailService(catcher as MailService, messages, formatters),
    });
  }
  return made;
}
