import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { cacheNames } from '../../src/shop/catalog/cache-names.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { redisUrl } from '../support/redis.js';
import { TestShop } from '../support/shop.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const COOKIE = 'cloudcart-currency';
const NOTE = 'may be a few minutes old';
const OUT = 'A part of the shop does not answer just now.';
const DOLLARS = /\$\d/;
const EUROS = /€\d/;

interface CartJson {
  currency: string;
  total_price: number;
}

/** Decisions 0021 and 0034: who has chosen euros reads what is due in euros, or that it cannot be said; never one amount with the other's sign. */
describe('a cart in another currency while MySQL is away', () => {
  let mysql: OwnMariadb;
  let shop: TestShop;
  /** Two with a price of their own in euros and one that is converted, both seen in euros before. */
  let known: Shopper;
  /** One whose price in euros is taken from the cache. */
  let unseen: Shopper;
  /** An instance without visitors: all it knows is in Redis. */
  let idle: { url: string };
  /** Another one, that nobody asks before its time: a cart shows more than its own products. */
  let unasked: { url: string };
  /** Its product. */
  let tenLeft: number;

  beforeAll(async () => {
    mysql = await OwnMariadb.start();
    shop = await TestShop.open({ instances: 2, mysql: mysql.url });
    await shop.database.execute(`INSERT INTO price_lists VALUES ('EUR', 0.9, 1)`);
    for (const [handle, price] of [
      ['plenty', 1749],
      ['ten-left', 999],
    ] as const)
      await shop.database.execute(
        `INSERT INTO variant_prices (currency, variant_id, price) VALUES ('EUR', ?, ?)`,
        [shop.variant(handle), price],
      );
    const [row] = await shop.database.query<{ id: number }>(
      'SELECT product_id AS id FROM variants WHERE id = ?',
      [shop.variant('ten-left')],
    );
    tenLeft = row!.id;
    [known, unseen] = [shop.shopper(), shop.shopper()];
    [idle, unasked] = await Promise.all([shop.another({}), shop.another({})]);
    await known.post('/cart/add', { id: shop.variant('plenty'), quantity: 2 });
    await known.post('/cart/add', { id: shop.variant('jacket') });
    await unseen.post('/cart/add', { id: shop.variant('ten-left') });
    await shop.shopper().get('/products/ten-left');
    for (const one of [known, unseen]) one.cookies.set(COOKIE, 'EUR');
    for (const { found } of shop.instances)
      await until('euros are shown', async () => {
        const pages = ['/products/plenty', '/products/jacket'].map((path) => known.twin(found).get(path));
        return (await Promise.all(pages)).every(({ text }) => EUROS.test(text));
      });
    await mysql.kill();
  });
  afterAll(async () => {
    await mysql?.restart();
    await shop?.close();
    await mysql?.close();
  });

  const urls = () => [...shop.instances.map(({ found }) => found), idle.url];
  const asks = (one: Shopper): Promise<Answer>[] => ['/cart', '/cart/drawer'].map((path) => one.get(path));

  it('shows own and converted prices as they were, with a note, on page, drawer and as data, wherever it is asked for', async () => {
    for (const url of urls()) {
      for (const { status, text } of await Promise.all(asks(known.twin(url)))) {
        expect([status, text.includes(NOTE), DOLLARS.test(text)]).toEqual([200, true, false]);
        for (const amount of ['€34.98', '€81.00', '€115.98']) expect(text).toContain(amount);
      }
      const cart = (await known.twin(url).get('/cart.js')).json() as CartJson;
      expect(cart).toMatchObject({ currency: 'EUR', total_price: 11_598 });
    }
  });

  it('answers what is added in euros, too', async () => {
    const added = await known.twin().postJson('/cart/add.js', { id: shop.variant('plenty'), quantity: 1 });
    expect([added.status, (added.json() as { price: number }).price]).toEqual([200, 1749]);
  });

  it('says that it does not work where a price in euros is not known, and shows no other one', async () => {
    const redis = new RedisLink({ url: redisUrl(), part: 'cache', deadlineMs: 2000 });
    redis.connect();
    await until('Redis connected', async () => redis.isReady);
    const names = await redis.run((client) => client.keys(`cache:v2:*${cacheNames.ownPrices(tenLeft)}*`));
    for (const name of names) await redis.run((client) => client.del(name));
    await redis.close();
    for (const { status, text } of await Promise.all(asks(unseen.twin(unasked.url)))) {
      expect([status, text.includes(OUT)]).toEqual([503, true]);
      expect(text).not.toMatch(/9\.99|11\.10|€\d|\$\d/);
    }
    expect((await unseen.twin(unasked.url).get('/cart.js')).status).toBe(503);
    // Who has shown it before still knows it.
    for (const { found } of shop.instances)
      for (const { status, text } of await Promise.all(asks(unseen.twin(found))))
        expect([status, DOLLARS.test(text)]).toEqual([status === 503 ? 503 : 200, false]);
  });

  it('is in dollars, named so, for who goes back to them meanwhile', async () => {
    const one = known.twin();
    one.cookies.delete(COOKIE);
    for (const { status, text } of await Promise.all(asks(one)))
      expect([status, DOLLARS.test(text), EUROS.test(text)]).toEqual([200, true, false]);
  });
});
