import type { Question } from './question.js';

/** What offers took off, and how often they were used. */
export const promotionQuestions: readonly Question[] = [
  {
    wrong: 'adjustments are not the discount',
    of: 'orders',
    sql: `SELECT o.id FROM orders o LEFT JOIN (SELECT order_id, SUM(amount) AS taken FROM order_adjustments
      WHERE position IS NOT NULL GROUP BY order_id) a ON a.order_id = o.id WHERE o.discount <> COALESCE(a.taken, 0)`,
    cure: 'Look at each with `npm run shop -- order show NUMBER`: the total stands as it was paid. Correct order_adjustments, or reports on offers are wrong.',
  },
  {
    wrong: 'adjustments of a line are not its discount',
    of: 'order lines',
    sql: `SELECT l.id FROM order_lines l LEFT JOIN (SELECT order_id, position, SUM(amount) AS taken
      FROM order_adjustments GROUP BY order_id, position) a ON a.order_id = l.order_id AND a.position = l.position
      WHERE l.discount <> COALESCE(a.taken, 0)`,
    cure: 'The line stands as it was paid. Correct order_adjustments, or part refunds of it come out wrong.',
  },
  // All orders keep their uses but those that ended before anything left, paid or not.
  {
    wrong: 'a promotion without its use, or the other way round',
    of: 'orders',
    sql: `SELECT o.id FROM orders o WHERE
      (SELECT COUNT(DISTINCT a.promotion_id) FROM order_adjustments a WHERE a.order_id = o.id AND o.fulfilment_state <> 'cancelled') <>
      (SELECT COUNT(*) FROM promotion_uses u WHERE u.order_id = o.id)`,
    cure: 'A limit per customer may be passed by one: insert or delete the row in promotion_uses.',
  },
  {
    wrong: 'uses are not what was counted',
    of: 'promotions',
    sql: `SELECT p.id FROM promotions p LEFT JOIN (SELECT promotion_id, COUNT(*) AS n FROM promotion_uses
      WHERE is_counted GROUP BY promotion_id) u ON u.promotion_id = p.id WHERE p.used <> COALESCE(u.n, 0)`,
    cure: 'A limited offer ends too early or too late: set promotions.used to the number of its rows in promotion_uses.',
  },
];
