import { KEPT_DAYS } from '../../src/platform/outbox/outbox-relay.js';
import type { Question } from './question.js';

/** What was ordered, sent and said about it. */
export const orderQuestions: readonly Question[] = [
  {
    wrong: 'order does not add up',
    of: 'orders',
    sql: 'SELECT id FROM orders WHERE subtotal - discount + shipping + IF(prices_include_tax, 0, tax) <> total',
    cure: 'Look at each with `npm run shop -- order show NUMBER`; what the shopper was shown is in their confirmation. Correct the row to that.',
  },
  {
    wrong: 'lines are not the order',
    of: 'orders',
    sql: `SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.subtotal, o.discount, o.tax, o.shipping_tax
      HAVING SUM(l.subtotal) <> o.subtotal OR SUM(l.discount) <> o.discount OR SUM(l.tax) + o.shipping_tax <> o.tax`,
    cure: 'Look at each with `npm run shop -- order show NUMBER`: a line was lost or changed by hand. A backup of the day it was placed has it.',
  },
  {
    wrong: 'order without lines',
    of: 'orders',
    sql: 'SELECT o.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id WHERE l.id IS NULL',
    cure: 'A backup of the day it was placed has its lines; without one, ask the shopper and cancel it: `npm run shop -- order cancel NUMBER`.',
  },
  {
    wrong: 'two orders of one checkout',
    of: 'orders',
    sql: 'SELECT MIN(id) AS id FROM orders GROUP BY checkout_token HAVING COUNT(*) > 1',
    cure: 'One of them was not meant: cancel it with `npm run shop -- order cancel NUMBER`; then look for the missing index orders_checkout_token.',
  },
  {
    wrong: 'parcels are not what was sent',
    of: 'order lines',
    sql: `SELECT l.id FROM order_lines l LEFT JOIN shipment_lines s ON s.order_line_id = l.id
      GROUP BY l.id, l.shipped HAVING COALESCE(SUM(s.quantity), 0) <> l.shipped`,
    cure: 'Compare with the packing slips (`npm run shop -- order packing-slip NUMBER`), and correct order_lines.shipped to what left.',
  },
  {
    wrong: 'pieces left of an order that sends no more',
    of: 'order lines',
    sql: `SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.fulfilment_state NOT IN ('unfulfilled', 'partially_fulfilled') AND l.shipped + l.dropped <> l.quantity`,
    cure: 'Nobody will pack them: send them as a new order, or give the money back with `npm run shop -- order refund NUMBER`.',
  },
  // Mails that have left are forgotten after that time, and one may be a moment behind its order.
  {
    wrong: 'authorised without its mail',
    of: 'orders',
    sql: `SELECT o.id FROM orders o LEFT JOIN outbox m ON m.dedupe_key = CONCAT('mail:order-confirmed:', o.id)
      WHERE m.id IS NULL AND o.state IN ('authorised', 'paid', 'fulfilled', 'refunded')
        AND o.placed_at > UTC_TIMESTAMP(3) - INTERVAL ${KEPT_DAYS} DAY`,
    cure: 'The shopper has heard nothing: write to the address that `npm run shop -- order show NUMBER` prints.',
  },
  {
    wrong: 'two promises under one key',
    of: 'outbox rows',
    sql: 'SELECT MIN(id) AS id FROM outbox GROUP BY dedupe_key HAVING COUNT(*) > 1',
    cure: 'A mail may go out twice: look for the missing index outbox_dedupe, and delete the younger row if it is not done yet.',
  },
  {
    wrong: 'a number is missing before an invoice',
    of: 'invoices',
    sql: `SELECT i.number FROM invoices i LEFT JOIN invoices b ON b.number = i.number - 1
      WHERE b.number IS NULL AND i.number > (SELECT MIN(number) FROM invoices)`,
    cure: 'An invoice was lost: look for its order in a backup, and tell whoever does your taxes.',
  },
  {
    wrong: 'the counter of invoices is not their last number',
    of: 'counters',
    sql: `SELECT c.id FROM invoice_counter c
      WHERE c.last_number <> (SELECT COALESCE(MAX(i.number), c.last_number) FROM invoices i)`,
    cure: 'Set invoice_counter.last_number to the highest number of invoices, before the next invoice is written.',
  },
];
