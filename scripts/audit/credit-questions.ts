import type { Question } from './question.js';

/** Gift cards and store credit. */
export const creditQuestions: readonly Question[] = [
  {
    wrong: 'balance is not the sum of its entries',
    of: 'credit accounts',
    sql: `SELECT a.id FROM credit_accounts a LEFT JOIN credit_entries e ON e.account_id = a.id
      GROUP BY a.id, a.balance HAVING a.balance <> COALESCE(SUM(e.amount), 0) OR a.balance < 0`,
    cure: 'The entries count: set credit_accounts.balance to their sum, after a look whether one was lost.',
  },
  {
    wrong: 'an order took another credit than its tenders say',
    of: 'tenders',
    sql: `SELECT t.id FROM tenders t WHERE t.credit_account_id IS NOT NULL AND t.amount <>
      (SELECT COALESCE(-SUM(e.amount), 0) FROM credit_entries e WHERE e.order_id = t.order_id AND e.account_id = t.credit_account_id AND e.kind = 'spend')`,
    cure: 'Look at each with `npm run shop -- order show NUMBER`: an entry of kind spend is missing or was changed.',
  },
  {
    wrong: 'credit that an order keeps is not what it was paid',
    of: 'tenders',
    sql: `SELECT t.id FROM tenders t JOIN orders o ON o.id = t.order_id
      WHERE t.credit_account_id IS NOT NULL AND CASE o.payment_state WHEN 'voided' THEN 0 WHEN 'pending' THEN t.amount WHEN 'authorised' THEN t.amount
        ELSE t.captured - (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c JOIN refunds r ON r.id = c.refund_id AND r.done_at IS NOT NULL
          WHERE c.tender_id = t.id) END <>
      (SELECT -SUM(e.amount) FROM credit_entries e WHERE e.order_id = t.order_id AND e.account_id = t.credit_account_id AND e.kind <> 'refund_as_credit')`,
    cure: 'Look at each with `npm run shop -- order show NUMBER`: what was given back to the card is missing; add it with `npm run shop -- credit give`.',
  },
  {
    wrong: 'credit given for a refund is not what the provider did not give',
    of: 'refunds',
    sql: `SELECT r.id FROM refunds r WHERE
      (SELECT COALESCE(SUM(e.amount), 0) FROM credit_entries e WHERE e.refund_id = r.id AND e.kind = 'refund_as_credit' AND e.account_id = r.credit_account_id) <>
      IF(r.credit_account_id IS NULL OR r.done_at IS NULL, 0, r.amount - (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c WHERE c.refund_id = r.id))`,
    cure: 'The customer has too little or too much: compare with `npm run shop -- credit show EMAIL`.',
  },
  {
    wrong: 'a tender gave another credit than its refunds say',
    of: 'tenders',
    sql: `SELECT t.id FROM tenders t WHERE t.credit_account_id IS NULL AND t.credited <>
      (SELECT COALESCE(SUM(r.amount - (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c WHERE c.refund_id = r.id)), 0)
        FROM refunds r WHERE r.order_id = t.order_id AND r.credit_account_id IS NOT NULL)`,
    cure: 'Correct tenders.credited to the sum of refunds that went to store credit.',
  },
  {
    wrong: 'credit taken without a tender',
    of: 'credit entries',
    sql: `SELECT e.id FROM credit_entries e LEFT JOIN tenders t ON t.order_id = e.order_id
      AND t.credit_account_id = e.account_id WHERE e.order_id IS NOT NULL AND t.id IS NULL AND e.kind <> 'refund_as_credit'`,
    cure: 'It was taken for nothing: give it back with `npm run shop -- credit give`.',
  },
];
