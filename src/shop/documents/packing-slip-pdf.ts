import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { orderWords } from '../orders/order-words.js';
import type { OrderDetails } from '../orders/order.js';
import { PdfSheet } from './pdf-sheet.js';
import { trackingLines } from './tracking-lines.js';

/** What goes into the parcel, without prices: it may be a present. */
export function packingSlipPdf(
  order: OrderDetails,
  messages: Messages,
  formatters: Formatters,
): Promise<Buffer> {
  const { t } = messages;
  const words = orderWords(order, messages, formatters);
  const title = t('documents.slip.title', { number: order.number });
  const sheet = new PdfSheet(title, t('mail.shop'), order.placedAt, messages.language);
  sheet.quiet(`${t('mail.shop')}. ${t('documents.seller')}`);
  sheet.gap(20);
  sheet.heading(title);
  sheet.blocks([
    { label: t('documents.ship_to'), lines: [...words.shipTo, ...(words.phone ? [words.phone] : [])] },
    {
      label: t('documents.about'),
      lines: [
        t('documents.ordered_on', { date: words.placedOn }),
        ...(words.delivery ? [words.delivery.method] : []),
        ...trackingLines(order, messages),
      ],
    },
  ]);
  sheet.table(
    [
      { label: t('documents.columns.quantity'), width: 60 },
      { label: t('documents.columns.sent'), width: 60 },
      { label: t('documents.columns.goods'), width: 250 },
      { label: t('documents.columns.sku'), width: 113 },
    ],
    words.lines.map((line, at) => {
      const { quantity, dropped, shipped, sku } = order.lines[at]!;
      const goods = [line.title, ...line.details].join('\n');
      return [String(quantity - dropped), String(shipped), goods, sku ?? ''];
    }),
  );
  sheet.gap();
  if (order.note) sheet.text(t('documents.slip.note', { note: order.note }));
  return sheet.finish(`${t('mail.shop')}, ${title}`);
}
