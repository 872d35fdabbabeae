import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { orderWords } from '../orders/order-words.js';
import type { OrderDetails } from '../orders/order.js';
import { paidWith } from '../payments/tender.js';
import type { Invoice } from './invoice.repository.js';
import { PdfSheet } from './pdf-sheet.js';
import { trackingLines } from './tracking-lines.js';

/** What was ordered, what it cost, and whether it is paid: as it was when the order was placed. */
export function invoicePdf(
  order: OrderDetails,
  invoice: Invoice,
  messages: Messages,
  shop: Formatters,
): Promise<Buffer> {
  const { t } = messages;
  const formatters = shop.in(order.currency);
  const words = orderWords(order, messages, formatters);
  const number = String(invoice.number);
  const title = t('documents.invoice.title', { number });
  const sheet = new PdfSheet(title, t('mail.shop'), invoice.issuedAt, messages.language);
  sheet.quiet(`${t('mail.shop')}. ${t('documents.seller')}`);
  sheet.gap(20);
  sheet.heading(t('documents.invoice.title', { number }));
  sheet.blocks([
    {
      label: t('documents.bill_to'),
      lines: [...words.billTo, ...(words.vatNumber ? [words.vatNumber] : [])],
    },
    { label: t('documents.ship_to'), lines: words.shipTo },
    {
      label: t('documents.about'),
      lines: [
        t('documents.order', { number: order.number }),
        t('documents.ordered_on', { date: words.placedOn }),
        t('documents.invoice.issued_on', { date: formatters.date(invoice.issuedAt) }),
        ...trackingLines(order, messages),
      ],
    },
  ]);
  sheet.table(
    [
      { label: t('documents.columns.quantity'), width: 50 },
      { label: t('documents.columns.goods'), width: 263 },
      { label: t('documents.columns.each'), width: 85, isNumber: true },
      { label: t('documents.columns.price'), width: 85, isNumber: true },
    ],
    words.lines.map((line, at) => [
      String(line.quantity),
      [line.title, ...line.details, order.lines[at]?.sku ?? ''].filter(Boolean).join('\n'),
      line.unitPrice,
      line.price,
    ]),
  );
  sheet.totals([...words.totals, ...paidRows(order, messages, formatters)]);
  sheet.gap();
  if (words.taxNote) sheet.text(words.taxNote);
  if (order.states.payment === 'authorised' && order.tender.amount > 0)
    sheet.text(
      t('mail.invoice.text', { amount: formatters.money(order.tender.amount), reference: order.number }),
    );
  return sheet.finish(`${t('mail.shop')}, ${t('documents.invoice.title', { number })}`);
}

/** What was paid and what was given back, below the total. */
function paidRows(order: OrderDetails, { t }: Messages, { money }: Formatters) {
  const row = (key: string, amount: number) =>
    amount === 0 ? [] : [{ label: t(`documents.invoice.${key}`), amount: money(amount) }];
  const { captured, refunded } = paidWith(order);
  return [...row('paid', captured), ...row('refunded', refunded)];
}
