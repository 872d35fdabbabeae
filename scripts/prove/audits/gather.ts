import { wrongRows, type Source } from '../../audit/audit.js';
import type { Journal } from '../people/journal.js';
import type { OpenShop } from '../topology/open-shop.js';
import type { Facts, OrderFact, OrderLineFact, StockFact } from './facts.js';
import { lookIntoCarts, whoIsStillSignedIn } from './look.js';

/** Reads everything that the audits ask about. Nobody shops any more. */
export async function gather(
  shop: OpenShop,
  journal: Journal,
  faultsFailed: readonly string[],
): Promise<Facts> {
  const { database, catalogue, looks, eventsWaiting } = shop;
  return {
    attempts: journal.attempts,
    acknowledged: journal.changes,
    cartsWrong: [...journal.wrong, ...(await lookIntoCarts(journal.leftCarts, looks))],
    cartsSeen: journal.leftCarts.length * looks.length,
    stillSignedIn: await whoIsStillSignedIn(journal.signedOut),
    signedOut: journal.signedOut.length,
    ...(await books(database)),
    stockBefore: catalogue.stock,
    eventsWaiting,
    ...(await shop.tell()),
    odd: journal.odd,
    lost: journal.lost,
    faultsFailed,
  };
}

/** What MySQL says. */
export async function books(database: Source) {
  const orders = await database.query<OrderFact>(
    `SELECT o.id, o.checkout_token AS checkoutToken, o.token, o.state, o.total, t.gateway
     FROM orders o JOIN tenders t ON t.order_id = o.id ORDER BY o.id`,
  );
  const orderLines = await database.query<OrderLineFact>(
    'SELECT order_id AS orderId, variant_id AS variantId, quantity FROM order_lines',
  );
  const stock = await database.query<StockFact>(
    'SELECT variant_id AS variantId, on_hand AS onHand, reserved FROM stock_levels WHERE counted',
  );
  const open = await database.query<{ name: string }>(
    'SELECT dedupe_key AS name FROM outbox WHERE done_at IS NULL',
  );
  return {
    orders,
    orderLines,
    stock,
    wrongRows: await wrongRows(database),
    outboxOpen: open.map(({ name }) => name),
  };
}
