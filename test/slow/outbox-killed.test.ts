import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../repositories/orders-shop.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { placePatiently } from '../support/order-count.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { SmtpSink, type Reception } from '../../scripts/rig/smtp-sink.js';
import { chances, figure, isFull, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const KILLS = rounds(20, { full: 200 });
const ORDERS = rounds(50, { full: 500 });
/** Within so many milliseconds after its buttons were pressed, or after it began to work. */
const MOST_MS = { web: 80, worker: 1200 };
/** Of a hundred mails. Silence costs a worker eight seconds, so `npm run test:slow` has less of it. */
const SHARES: [Reception, number][] = [
  ['refuse', 30],
  ['silence', isFull ? 5 : 1],
  ['taken in silence', isFull ? 5 : 1],
  ['late', 10],
];

let sink: SmtpSink;
let shop: TestShop;
beforeAll(async () => {
  sink = await SmtpSink.open();
  shop = await TestShop.open({ instances: 2, env: { SMTP_URL: sink.url } });
});
afterAll(async () => {
  const wrong = await audit(shop.database);
  await shop.close();
  await sink.close();
  expect(wrong).toEqual({});
});

function anyReception(chance: number): Reception {
  let left = chance * 100;
  for (const [reception, share] of SHARES) if ((left -= share) < 0) return reception;
  return 'take';
}

interface Buyer {
  shopper: Shopper;
  review: Record<string, string>;
}

async function atTheButton(): Promise<Buyer> {
  const shopper = shop.shopper();
  await shopper.post('/cart/add', { id: shop.variant('plenty') });
  return { shopper, review: await reachReview(shopper) };
}

/** Presses the button at `url` and, when no answer comes, at others until one says what became of it. */
async function buy({ shopper, review }: Buyer, url: string): Promise<void> {
  const first = await placeOrder(shopper.twin(url), review).then(
    ({ status }) => status,
    () => 0,
  );
  if (first === 303) return;
  const { last } = await placePatiently(shopper, review);
  expect(last.status).toBe(303);
}

const openMails = async (where = '') =>
  (
    await shop.database.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM outbox WHERE topic = 'mail' AND done_at IS NULL ${where}`,
    )
  )[0]!.n;

/** One that is killed while `some` buy; how many mails had been promised and not sent at that moment. */
async function killedWhile(some: readonly Buyer[], isWeb: boolean, chance: number): Promise<number> {
  const victim = isWeb ? await shop.another({}) : await worker();
  const bought = Promise.all(some.map((buyer) => buy(buyer, isWeb ? victim.url : shop.url)));
  await pause(chance * (isWeb ? MOST_MS.web : MOST_MS.worker));
  await victim.kill();
  const between = await openMails();
  await bought;
  return between;
}

async function worker() {
  const started = await shop.startWorker();
  return { url: '', kill: () => started.end('SIGKILL') };
}

/** Whenever nobody has anything to do, what waits for its next try, or for a dead worker, is due. */
async function drained(): Promise<boolean> {
  const [open, due] = [
    await openMails(),
    await openMails('AND available_at < UTC_TIMESTAMP(3) + INTERVAL 1 SECOND'),
  ];
  if (open > 0 && due === 0)
    await shop.database.execute(
      'UPDATE outbox SET available_at = UTC_TIMESTAMP(3), attempts = LEAST(attempts, 8) WHERE done_at IS NULL',
    );
  const [pending] = await shop.database.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM orders WHERE state = 'pending_payment'`,
  );
  return open === 0 && pending!.n === 0;
}

describe('F11: mails of orders whose web processes and workers are killed', () => {
  it(`are one for each of ${ORDERS} orders and none for others, with ${KILLS} kills and a server that says no`, async () => {
    const [chance, fate] = [chances(), chances(1)];
    sink.reception = () => anyReception(fate());
    const all: Buyer[] = [];
    while (all.length < ORDERS) all.push(...(await Promise.all(Array.from({ length: 5 }, atTheButton))));
    await shop.startWorker();
    const met = { web: 0, worker: 0 };
    for (let kill = 0; kill < KILLS; kill += 2) {
      const at = (nth: number) => Math.floor(((kill + nth) * ORDERS) / KILLS);
      const [web, mail] = await Promise.all([
        killedWhile(all.slice(at(0), at(1)), true, chance()),
        killedWhile(all.slice(at(1), at(2)), false, chance()),
      ]);
      met.web += Number(web > 0);
      met.worker += Number(mail > 0);
    }
    await until('every order is paid and has its mail', drained, 600);

    const orders = await shop.database.query<{ id: number }>('SELECT id FROM orders');
    const ids = new Map<string, Set<string>>();
    for (const { subject, messageId } of sink.taken)
      ids.set(subject, (ids.get(subject) ?? new Set()).add(messageId));
    expect(orders).toHaveLength(ORDERS);
    expect([...ids.keys()].toSorted()).toEqual(orders.map(({ id }) => `Order ${id}: we have it`).toSorted());
    expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([]);
    expect(new Set(sink.taken.map(({ messageId }) => messageId)).size).toBe(ORDERS);
    figure(
      'F11 kills of a web process, of a worker, while a mail was promised and not sent',
      JSON.stringify(met),
    );
    figure('F11 what became of mails that were sent', JSON.stringify(Object.fromEntries(sink.counts)));
    figure('F11 mails that arrived again, under the same id', sink.taken.length - ORDERS);
    expect(met.web).toBeGreaterThan(0);
    expect(met.worker).toBeGreaterThan(0);
  });
});
