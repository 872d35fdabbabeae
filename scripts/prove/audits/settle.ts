import type { OpenShop } from '../topology/open-shop.js';
import { until } from '../../servers/until.js';

const PATIENCE_SECONDS = 90;

const count = async ({ database }: OpenShop, sql: string): Promise<number> =>
  (await database.query<{ n: number }>(sql))[0]!.n;

/**
 * Waits until everything that was promised had its time: mails, payment events, carts of orders. What waits for another try
 * after an outage is due now. Errors: none; what is not done after a while is a finding.
 */
export async function settle(shop: OpenShop): Promise<void> {
  const { database } = shop;
  const isDone = async () => {
    await database.query(
      `UPDATE outbox SET available_at = UTC_TIMESTAMP(3) WHERE done_at IS NULL AND last_error IS NOT NULL
         AND available_at > UTC_TIMESTAMP(3)`,
    );
    const open = await count(shop, 'SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL');
    const carts = await count(
      shop,
      `SELECT COUNT(*) AS n FROM orders WHERE cart_cleared_at IS NULL AND state IN ('authorised', 'paid')`,
    );
    return open === 0 && carts === 0 && shop.eventsWaiting === 0;
  };
  await until('all that was promised is done', isDone, PATIENCE_SECONDS).catch(() => undefined);
}
