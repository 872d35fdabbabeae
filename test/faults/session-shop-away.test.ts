import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { OwnRedis } from '../support/own-redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const LIMIT_MS = 400;
const BACK_SECONDS = 2;

describe('the shop while Redis is away', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: OwnRedis;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let ids: Awaited<ReturnType<typeof fillShop>>;
  let shopper: Shopper;

  beforeAll(async () => {
    [db, redis] = [await testDatabase(), await OwnRedis.start()];
    web = await webProcess({ databaseUrl: db.url, redisUrl: redis.url });
    ids = await fillShop(web.app);
    shopper = new Shopper(web.url);
    await until('first add', async () => (await shopper.post('/cart/add', { id: ids.mug })).status === 303);
    await shopper.get('/products/mug');
  });
  afterAll(async () => {
    await web?.close();
    await redis?.close();
    await db?.drop();
  });

  async function quick(answer: Promise<Answer>): Promise<Answer> {
    const started = performance.now();
    const got = await answer;
    expect(performance.now() - started).toBeLessThan(LIMIT_MS);
    return got;
  }

  async function refusal(answer: Promise<Answer>): Promise<void> {
    const { status, headers, text } = await quick(answer);
    expect(status).toBe(503);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).toContain('Nothing was changed');
  }

  /** What visitors meet for some seconds; every answer within 400 ms. */
  async function outage(seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      const page = await quick(shopper.twin().get('/products/mug'));
      expect(page.status).toBe(200);
      expect(page.text).toContain('class="banner"');
      expect((await quick(new Shopper(web.url).get('/products/mug'))).status).toBe(200);
      const cart = await quick(shopper.twin().get('/cart'));
      expect([cart.status, cart.text.includes('what your browser remembers')]).toEqual([200, true]);
      await refusal(shopper.twin().get('/cart.js'));
      await refusal(shopper.twin().post('/cart/add', { id: ids.mug }));
      await refusal(shopper.twin().postJson('/cart/change.js', { line: 1, quantity: 2 }));
      await refusal(new Shopper(web.url).post('/cart/add', { id: ids.mug }));
      await pause(50);
    }
  }

  const itemCount = async () =>
    ((await shopper.get('/cart.js')).json() as { item_count?: number }).item_count;

  it('frozen: catalogue pages come with a banner, the cart as the browser remembers it; changes answer 503; afterwards it is whole', async () => {
    await redis.freeze();
    await outage(3).finally(() => redis.thaw());
    await until('the cart is back', async () => (await itemCount()) === 1, BACK_SECONDS);
  });

  it('killed: the same; afterwards new carts work without a restart', async () => {
    await redis.kill();
    await outage(3);
    await redis.restart();
    await until(
      'adds again',
      async () => (await shopper.post('/cart/add', { id: ids.mug })).status === 303,
      BACK_SECONDS,
    );
    expect(await itemCount()).toBe(1);
  });

  it('acknowledges no add that is missing when Redis freezes in the middle of a burst', async () => {
    const before = (await itemCount()) ?? 0;
    const adds = Array.from({ length: 60 }, async (_, i) => {
      await pause(i * 5);
      if (i === 30) await redis.freeze();
      return (await shopper.twin().postJson('/cart/add.js', { id: ids.mug })).status;
    });
    const statuses = await Promise.all(adds);
    redis.thaw();
    const acknowledged = statuses.filter((status) => status === 200).length;
    await until(
      'the cart is back',
      async () => ((await itemCount()) ?? 0) >= before + acknowledged,
      BACK_SECONDS,
    );
    expect(statuses.filter((status) => status === 503).length).toBe(60 - acknowledged);
    expect(acknowledged).toBeGreaterThan(0);
    expect(acknowledged).toBeLessThan(60);
  });
});
