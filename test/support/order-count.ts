import type { Shopper, Answer } from '../../scripts/rig/shopper.js';
import type { TestShop } from './shop.js';
import { placeOrder } from '../../scripts/rig/buying.js';

/** What one checkout token has led to: exactly one of each, however often it was sent. */
export interface OrderCount {
  orders: number;
  lines: number;
  tenders: number;
  charges: number;
  mails: number;
}

export const ONE_ORDER: OrderCount = { orders: 1, lines: 1, tenders: 1, charges: 1, mails: 1 };

/** Of an order of one line, paid by test card. */
export async function countOrders(shop: TestShop, token: string): Promise<OrderCount> {
  const ids = '(SELECT id FROM orders WHERE checkout_token = ?)';
  const numbers = `(SELECT COUNT(*) FROM test_card_charges WHERE reference IN (SELECT reference FROM tenders WHERE order_id IN ${ids}))`;
  const mails = `(SELECT COUNT(*) FROM outbox b JOIN orders o ON b.payload LIKE CONCAT('%', o.token, '%') AND b.topic = 'mail' WHERE o.checkout_token = ?)`;
  const [row] = await shop.database.query<OrderCount>(
    `SELECT (SELECT COUNT(*) FROM orders WHERE checkout_token = ?) AS orders,
      (SELECT COUNT(*) FROM order_lines WHERE order_id IN ${ids}) AS \`lines\`,
      (SELECT COUNT(*) FROM tenders WHERE order_id IN ${ids}) AS tenders,
      ${numbers} AS charges, ${mails} AS mails`,
    [token, token, token, token, token],
  );
  return row!;
}

/** The last button, pressed again after every answer that is none, as a patient shopper does. Answers what came of it. */
export async function placePatiently(
  shopper: Shopper,
  review: Record<string, string>,
  { tries = 6 } = {},
): Promise<{ last: Answer; statuses: number[] }> {
  const statuses: number[] = [];
  for (let nth = 1; ; nth += 1) {
    const last = await placeOrder(shopper, review);
    statuses.push(last.status);
    if (last.status < 500 || nth === tries) return { last, statuses };
  }
}
