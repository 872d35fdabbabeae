import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { placeOrder } from '../../scripts/rig/buying.js';
import { atReview, itemCount, ordersOf, withCart } from '../support/checkout-visits.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { redisUrl } from '../support/redis.js';
import { type Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, outages } from '../support/tier.js';
import { until } from '../support/until.js';

const OUTAGES = outages(3, { full: 30 });
/** A page of which all is known; one of which something is not may have to find out first that MySQL is away. */
const LIMIT_MS = 1500;
const NOBODY_WAITS_MS = 4500;
const BACK_MS = 2000;
const NOTE = 'may be a few minutes old';
const UNCHANGED = 'A part of the shop does not answer just now. Nothing was changed;';

/** F15, F16 and what the cache promises: the whole shop while its MySQL is dead or frozen. */
describe('a shop whose MySQL is away', () => {
  let mysql: OwnMariadb;
  let shop: TestShop;
  /** An instance that nobody has visited: all it knows is in Redis. */
  let idle: { url: string };
  let redis: RedisLink;
  let member: Shopper;

  beforeAll(async () => {
    mysql = await OwnMariadb.start();
    shop = await TestShop.open({ instances: 2, mysql: mysql.url });
    await shop.startWorker();
    idle = await shop.another({});
    member = await withCart(shop);
    redis = new RedisLink({ url: redisUrl(), part: 'cache', deadlineMs: 2000 });
    redis.connect();
    await until('Redis connected', async () => redis.isReady);
  });
  afterAll(async () => {
    await redis?.close();
    await shop?.close();
    await mysql?.close();
  });

  const pages = () => [
    '/',
    '/collections',
    '/collections/all',
    '/collections/all?sort_by=price-ascending',
    '/collections/all?filter.p.vendor=Test+Works',
    '/products/jacket',
    `/products/jacket?variant=${shop.variant('jacket', 3)}`,
    '/products/plenty',
    '/products/jacket.js',
    '/products/jacket.json',
    '/products.json?limit=2&page=2',
    '/search?q=jacket',
  ];
  const visitors = () => shop.instances.flatMap(({ found }) => [new Shopper(found), member.twin(found)]);

  async function visitAll(): Promise<void> {
    for (const visitor of visitors())
      for (const path of pages()) expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
  }

  async function timed(answer: Promise<Answer>): Promise<Answer & { took: number }> {
    const started = performance.now();
    return { ...(await answer), took: performance.now() - started };
  }

  /**
   * Every page that was seen is there. What the cache can say yes to goes into the cart, which shows it with a note; whoever
   * wants anything else hears that it does not work.
   */
  async function expectOrderly(seconds: number): Promise<void> {
    const [buyer, review] = waiting.pop()!;
    const end = performance.now() + seconds * 1000;
    let slowest = 0;
    do {
      for (const visitor of visitors())
        for (const path of pages()) {
          const { status, took } = await timed(visitor.get(path));
          expect([path, status]).toEqual([path, 200]);
          slowest = Math.max(slowest, took);
        }
      await expectAdded();
      const refused = [
        timed(member.twin().post('/cart/add', { id: shop.variant('ten-left'), quantity: 7 })),
        timed(member.twin().post('/cart/add', { id: shop.variant('sold-out') })),
        timed(buyer.twin().get('/checkout')),
        timed(placeOrder(buyer.twin(), review)),
        timed(new Shopper(shop.url).get('/products/markup')),
      ];
      for (const { status, text, headers, took } of await Promise.all(refused)) {
        expect([status, text.includes(UNCHANGED)]).toEqual([503, true]);
        expect(headers['retry-after']).toBeDefined();
        expect(took).toBeLessThan(NOBODY_WAITS_MS);
      }
    } while (performance.now() < end);
    figure('milliseconds that the slowest page took while MySQL was away', slowest.toFixed(0));
    expect(slowest).toBeLessThan(LIMIT_MS);
  }

  async function expectAdded(): Promise<void> {
    const shopper = member.twin();
    const before = await itemCount(shopper);
    const added = await timed(shopper.post('/cart/add', { id: shop.variant('plenty') }));
    expect([added.status, added.headers.location]).toEqual([303, '/cart']);
    for (const path of ['/cart', '/cart/drawer']) {
      const { status, text, took } = await timed(shopper.get(path));
      expect([path, status, text.includes(NOTE)]).toEqual([path, 200, true]);
      expect(text).toContain('plenty');
      expect(took).toBeLessThan(NOBODY_WAITS_MS);
    }
    expect(await itemCount(shopper)).toBe(before + 1);
  }

  /** Those who have only the last button left to press. */
  const waiting: Awaited<ReturnType<typeof atReview>>[] = [];

  async function expectBack([buyer, review]: (typeof waiting)[number]): Promise<void> {
    const returned = performance.now();
    await until('orders work again', async () => (await placeOrder(buyer, review)).status === 303);
    const took = performance.now() - returned;
    figure('milliseconds until orders work when MySQL is back', took.toFixed(0));
    expect(took).toBeLessThan(BACK_MS);
  }

  it('dead: pages are served, changes are refused at once, and all is well after its return', async () => {
    for (const outage of OUTAGES) {
      waiting.push(await atReview(shop, ['jacket']));
      const next = await atReview(shop, ['jacket']);
      await visitAll();
      await mysql.kill();
      await expectOrderly(outage);
      await mysql.restart();
      await expectBack(next);
    }
  });

  it('frozen: the same, and nobody waits for long', async () => {
    for (const outage of OUTAGES) {
      waiting.push(await atReview(shop, ['jacket']));
      const next = await atReview(shop, ['jacket']);
      await visitAll();
      const before = await ordersOf(shop);
      await mysql.freeze();
      await expectOrderly(outage);
      mysql.thaw();
      await expectBack(next);
      expect(await ordersOf(shop)).toHaveLength(before.length + 1);
    }
  });

  it('dead right after something sold out: what it had said of that is still shown, with a note', async () => {
    const [buyer, review] = await atReview(shop, ['last-one']);
    const changed = ['/products/last-one', '/collections/all', '/'];
    for (const { found } of shop.instances)
      for (const path of changed) expect((await new Shopper(found).get(path)).text).not.toContain(NOTE);
    expect((await placeOrder(buyer, review)).status).toBe(303);
    await mysql.kill();
    for (const { found } of shop.instances)
      for (const path of changed) {
        const { status, text, took } = await timed(new Shopper(found).get(path));
        expect([path, status, text.includes(NOTE)]).toEqual([path, 200, true]);
        expect(took).toBeLessThan(NOBODY_WAITS_MS);
      }
    await mysql.restart();
    await until('sold out, as it is', async () =>
      (await new Shopper(shop.instances[0]!.found).get('/products/last-one')).text.includes('Sold out'),
    );
  });

  /** What Redis holds of the catalogue was loaded so much earlier. */
  async function age(minutes: number): Promise<void> {
    const names = (await redis.run((client) => client.keys('cache:v2:*'))).filter(
      (name) => !/generation|turns|fleet|lease/.test(name),
    );
    for (const name of names) {
      const text = (await redis.run((client) => client.get(name)))!;
      const moment = String(Number(text.slice(0, 13)) - minutes * 60_000).padStart(13, '0');
      await redis.run((client) => client.set(name, moment + text.slice(13), { expiration: 'KEEPTTL' }));
    }
  }

  it('for longer: pages carry a note, until they are made of what MySQL says', async () => {
    await visitAll();
    await mysql.kill();
    await age(20);
    const shown = ['/', '/collections/all', '/products/jacket', '/collections'];
    const visitor = new Shopper(idle.url);
    for (const path of shown) {
      const { status, text } = await visitor.get(path);
      expect([path, status, text.includes(NOTE)]).toEqual([path, 200, true]);
    }
    expect((await visitor.get('/cart')).text).not.toContain(NOTE);
    await mysql.restart();
    for (const path of shown)
      await until(`no note on ${path}`, async () => !(await visitor.get(path)).text.includes(NOTE));
  });
});
