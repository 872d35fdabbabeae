import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../../scripts/rig/buying.js';
import { atReview, ordersOf } from '../support/checkout-visits.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, isFull } from '../support/tier.js';
import { until } from '../support/until.js';

const POOLS = ['5', '5', '6'];
const CHECKOUTS = 50;
const HELD_SECONDS = isFull ? 20 : 4;
const NOBODY_WAITS_MS = 5000;
const FREE_MS = 2000;

/** F16: pools smaller than the rush, and rows that somebody else holds. */
describe('instances with few connections each', () => {
  let shop: TestShop;
  let urls: string[];
  let holder: Connection;

  beforeAll(async () => {
    shop = await TestShop.open({ env: { DATABASE_POOL_SIZE: POOLS[0]! } });
    const others = POOLS.slice(1).map((size) => shop.another({ DATABASE_POOL_SIZE: size }));
    urls = [shop.instances[0]!.found, ...(await Promise.all(others)).map(({ url }) => url)];
    holder = await createConnection(shop.databaseUrl.replace(/^mariadb:/, 'mysql:'));
  });
  afterAll(async () => {
    holder?.destroy();
    await shop?.close();
  });

  const isFree = async (url: string) => {
    const { dependencies } = (await new Shopper(url).get('/statusz')).json() as {
      dependencies: { database: string };
    };
    return dependencies.database === 'up';
  };

  async function timed<T>(work: Promise<T>): Promise<{ value: T; took: number }> {
    const started = performance.now();
    return { value: await work, took: performance.now() - started };
  }

  /** All last buttons at once, spread over the instances. */
  const rush = (buyers: Awaited<ReturnType<typeof atReview>>[]) =>
    Promise.all(
      buyers.map(([shopper, review], nth) =>
        timed(placeOrder(shopper.twin(urls[nth % urls.length]), review)),
      ),
    );

  /** Some at a time, or they would be the rush. */
  async function atReviews() {
    const buyers: Awaited<ReturnType<typeof atReview>>[] = [];
    while (buyers.length < CHECKOUTS)
      buyers.push(...(await Promise.all(Array.from({ length: 5 }, () => atReview(shop, ['jacket'])))));
    return buyers;
  }

  it(`take ${CHECKOUTS} checkouts at once: nobody is stuck, and who is refused may try again`, async () => {
    await shop.setStock('jacket', 1000);
    const buyers = await atReviews();
    const answers = await rush(buyers);
    expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(NOBODY_WAITS_MS);
    const refused = buyers.filter((_buyer, nth) => answers[nth]!.value.status !== 303);
    expect(answers.map(({ value }) => value.status).filter((status) => ![303, 503].includes(status))).toEqual(
      [],
    );
    figure(
      `F16: of ${CHECKOUTS} checkouts at once over pools of ${POOLS.join(', ')}, refused`,
      refused.length,
    );
    for (const url of urls) await until('free', () => isFree(url), FREE_MS / 1000);
    for (const [shopper, review] of refused) expect((await placeOrder(shopper, review)).status).toBe(303);
    expect(await ordersOf(shop)).toHaveLength(CHECKOUTS);
  });

  it(`while somebody holds a row for ${HELD_SECONDS} s: 503 in time, free as soon as nobody asks`, async () => {
    const buyers = await atReviews();
    const before = (await ordersOf(shop)).length;
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM stock_levels WHERE variant_id = ? FOR UPDATE', [
      shop.variant('jacket'),
    ]);
    const started = performance.now();
    let longest = 0;
    while (performance.now() - started < HELD_SECONDS * 1000) {
      const answers = await rush(buyers);
      expect(new Set(answers.map(({ value }) => value.status))).toEqual(new Set([503]));
      longest = Math.max(longest, ...answers.map(({ took }) => took));
    }
    figure('F16: milliseconds that the longest checkout waited behind a held row', longest.toFixed(0));
    expect(longest).toBeLessThan(NOBODY_WAITS_MS);
    for (const url of urls) await until('free', () => isFree(url), FREE_MS / 1000);
    expect((await ordersOf(shop)).length).toBe(before);
    await holder.query('ROLLBACK');
    const [shopper, form] = buyers[0]!;
    expect((await placeOrder(shopper, form)).status).toBe(303);
  });
});
