import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { until } from './until.js';

/** On invoice, mailed and out of the cart: nothing of the shop's own waits for it any more. */
const DONE = `SELECT o.id, o.token FROM orders o
  JOIN tenders t ON t.order_id = o.id AND t.gateway = 'invoice'
  JOIN outbox m ON m.dedupe_key = CONCAT('mail:order-confirmed:', o.id) AND m.done_at IS NOT NULL
  WHERE o.cart_cleared_at IS NOT NULL LIMIT 1`;
/** Until somebody has ordered. */
const PATIENCE_SECONDS = 60;

/** Deletes an order that its shopper was told of, as soon as there is one. */
export async function takeAwayOrder(url: string): Promise<{ id: number; token: string }> {
  const connection = await createConnection(url);
  try {
    const order = await until(
      'an order is done',
      async () => (await rows(connection.query(DONE)))[0],
      PATIENCE_SECONDS,
    );
    await connection.query('SET FOREIGN_KEY_CHECKS = 0');
    await connection.query('DELETE FROM orders WHERE id = ?', [order['id']]);
    return order as { id: number; token: string };
  } finally {
    connection.destroy();
  }
}

const rows = async (answer: Promise<[unknown, unknown]>) => (await answer)[0] as RowDataPacket[];
