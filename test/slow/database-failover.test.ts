import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { placeOrder } from '../../scripts/rig/buying.js';
import { atReview, ordersOf } from '../support/checkout-visits.js';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { appUrl, promote, startReplication } from '../../scripts/rig/replication.js';
import { mailsIn } from '../support/mails.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { steadyLoad } from '../support/steady-load.js';
import { figure, isFull } from '../support/tier.js';
import { until } from '../support/until.js';

/** Seconds between the end of the old primary's rule and the address that leads to the new one. */
const GAPS = isFull ? [0, 5, 30] : [1];
const BUYERS = 20;
/** From one shopper's last button to the next one's. */
const BUY_EVERY_MS = 150;
const RESUMED_MS = 3000;
const VISITS_PER_SECOND = 30;
const CATALOGUE = [
  '/',
  '/collections',
  '/collections/all',
  '/products/jacket',
  '/products/jacket.js',
  '/search?q=jacket',
];
const SAID = /Nothing was changed|We could not make sure/;

async function open() {
  const replication = await startReplication({ replicas: 1 });
  const link = await FaultProxy.before(appUrl(replication.primary));
  const shop = await TestShop.open({ instances: 2, mysql: link.url });
  await shop.startWorker();
  const close = async () => {
    await shop.close();
    await link.close();
    await replication.close();
  };
  return { replication, link, shop, close };
}

/** Presses the last button again for as long as the shop says that it cannot; answers where the order is, and when it said so. */
async function keepsTrying(shopper: Shopper, review: Record<string, string>, refusals: string[]) {
  for (;;) {
    const answer = await placeOrder(shopper, review);
    if (answer.status === 303) return { location: answer.headers.location!, at: performance.now() };
    refusals.push(`${answer.status} ${SAID.exec(answer.text)?.[0] ?? answer.text.slice(0, 500)}`);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await pause(200);
  }
}

/** F15, with real replication: the old primary stays up, read-only, and keeps every connection it has. */
describe('a failover of MySQL under an open shop', () => {
  it.each(GAPS)(
    'whose address moves after %i s heals without a restart: no order is lost or doubled',
    async (gap) => {
      const { replication, link, shop, close } = await open();
      try {
        const { primary, replicas } = replication;
        const buyers = await Promise.all(Array.from({ length: BUYERS }, () => atReview(shop, ['jacket'])));
        for (const { found } of shop.instances)
          for (const path of CATALOGUE) expect((await new Shopper(found).get(path)).status).toBe(200);

        const visits = steadyLoad({ perSecond: VISITS_PER_SECOND, seconds: gap + 5 }, async (nth) => {
          const { status } = await shop.shopper().get(CATALOGUE[nth % CATALOGUE.length]!);
          return status;
        });
        const refusals: string[] = [];
        const orders = buyers.map(async ([shopper, review], nth) => {
          await pause(nth * BUY_EVERY_MS);
          return keepsTrying(shopper, review, refusals);
        });
        await orders[2];
        await promote(replicas[0]!, primary);
        await pause(gap * 1000);
        link.retarget('127.0.0.1', replicas[0]!.port, { keepExisting: true });
        const movedAt = performance.now();
        const placed = await Promise.all(orders);
        const statuses = await visits;

        const resumed = Math.min(...placed.map(({ at }) => at).filter((at) => at > movedAt)) - movedAt;
        const good = statuses.filter((status) => status === 200).length / statuses.length;
        figure(
          `F15: address moved after ${gap} s; orders again after, orders refused meanwhile, catalogue answered`,
          `${resumed.toFixed(0)} ms, ${refusals.length}, ${(good * 100).toFixed(1)} %`,
        );
        expect(refusals.filter((text) => !/^503 (Nothing was changed|We could not)/.test(text))).toEqual([]);
        expect(resumed).toBeLessThan(RESUMED_MS);
        expect(good).toBeGreaterThanOrEqual(0.99);

        // The test's own way in has only read so far, and may do that on the old one for half a minute.
        await shop.database.transaction((tx) => tx.query('DO 0'));
        const found = await ordersOf(shop);
        expect(found.map(({ token }) => `/orders/${token}`).toSorted()).toEqual(
          placed.map(({ location }) => location).toSorted(),
        );
        expect(await shop.available('jacket')).toBe(50 - BUYERS);
        // The test's gateway keeps its charges in the same MySQL: what was recorded and not charged waits for the worker.
        const isCut = (text: string) => text.includes('We could not make sure');
        const paid = BUYERS - refusals.filter(isCut).length;
        await until('the worker has sent its mails', async () => mailsIn(shop.mailDir).length >= paid, 15);
        const numbers = mailsIn(shop.mailDir).map(({ subject }) => /\d+/.exec(subject)?.[0]);
        expect(new Set(numbers).size).toBe(numbers.length);
      } finally {
        await close();
      }
    },
  );
});
