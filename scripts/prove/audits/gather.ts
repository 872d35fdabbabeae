import { plainClient } from '../../rig/plain-client.js';
import { wrongRows, type Source } from '../../audit/audit.js';
import type { StripeStub } from '../../rig/stripe/stripe-stub.js';
import type { Journal } from '../people/journal.js';
import type { Topology } from '../topology/topology.js';
import type { Facts, IntentFact, OrderFact, OrderLineFact, StockFact } from './facts.js';
import { lookIntoCarts, whoIsStillSignedIn } from './look.js';

/** Reads everything that the audits ask about. Nobody shops any more. */
export async function gather(
  topology: Topology,
  journal: Journal,
  faultsFailed: readonly string[],
): Promise<Facts> {
  const { database, stores, catalogue, instances, workers } = topology;
  const urls = instances.map(({ url }) => url);
  return {
    attempts: journal.attempts,
    acknowledged: journal.changes,
    cartsWrong: [...journal.wrong, ...(await lookIntoCarts(journal.leftCarts, urls))],
    cartsSeen: journal.leftCarts.length * urls.length,
    stillSignedIn: await whoIsStillSignedIn(journal.signedOut),
    signedOut: journal.signedOut.length,
    ...(await books(database)),
    stockBefore: catalogue.stock,
    intents: intentsOf(stores.payments),
    mails: stores.mail.taken,
    eventsWaiting: topology.events.waiting,
    ...(await sessionRedis(stores.sessions.server.url)),
    odd: journal.odd,
    lost: journal.lost,
    faultsFailed,
    processTrouble: [...instances, ...workers].flatMap((one) => one.trouble),
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

const intentsOf = ({ intents }: StripeStub): IntentFact[] =>
  Array.from(intents.all.values(), ({ id, amount, metadata, status }) => ({
    id,
    orderId: Number(metadata['order_number']),
    amount,
    holdsMoney: ['requires_capture', 'succeeded'].includes(status),
  }));

async function sessionRedis(url: string) {
  const client = await plainClient(url);
  const keysWithoutLife: string[] = [];
  for await (const keys of client.scanIterator({ COUNT: 1000 })) {
    const lives = await Promise.all(keys.map((key) => client.ttl(key)));
    keysWithoutLife.push(...keys.filter((_, nth) => lives[nth] === -1));
  }
  const evicted = Number(/evicted_keys:(\d+)/.exec(await client.info('stats'))![1]);
  client.destroy();
  return { keysWithoutLife, evicted };
}
