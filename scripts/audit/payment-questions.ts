import type { Question } from './question.js';

/** What was paid and given back. */
export const paymentQuestions: readonly Question[] = [
  {
    wrong: 'not exactly one tender of a provider',
    of: 'orders',
    sql: `SELECT o.id FROM orders o LEFT JOIN tenders t ON t.order_id = o.id AND t.credit_account_id IS NULL
      GROUP BY o.id HAVING COUNT(t.id) <> 1`,
    cure: 'Look at the payment in the books of the provider under the number of the order, before anything is sent or refunded.',
  },
  {
    wrong: 'tenders are not the total',
    of: 'orders',
    sql: `SELECT o.id FROM orders o JOIN tenders t ON t.order_id = o.id GROUP BY o.id, o.total HAVING SUM(t.amount) <> o.total`,
    cure: 'Compare with the books of the provider under the number of the order: it took too much or too little.',
  },
  {
    wrong: 'refunded above captured',
    of: 'orders',
    sql: `SELECT o.id FROM orders o WHERE (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = o.id) >
      (SELECT SUM(t.captured) FROM tenders t WHERE t.order_id = o.id)`,
    cure: 'More was given back than came in: compare with the books of the provider, and stop refunds of this order.',
  },
  {
    wrong: 'a tender gave back another amount than its refunds say',
    of: 'tenders',
    sql: `SELECT t.id FROM tenders t WHERE t.refunded <>
      IF(t.credit_account_id IS NULL, (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = t.order_id) -
        (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c JOIN refunds r ON r.id = c.refund_id WHERE r.order_id = t.order_id),
        (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c WHERE c.tender_id = t.id))`,
    cure: 'Compare with the books of the provider; correct tenders.refunded or the missing row of refunds to what it says.',
  },
];
