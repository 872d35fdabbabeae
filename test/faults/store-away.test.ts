import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perMille, usualTime } from '../support/delays.js';
import { OwnRedis } from '../support/own-redis.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, outages } from '../support/tier.js';
import { until } from '../support/until.js';

const PASSWORD = 'nine tents by the lake';
const LIMIT_MS = 400;
const NOBODY_WAITS_MS = 2000;
const BACK_MS = 2000;
const OUTAGES = outages(3, { full: 30 });
const CATALOGUE = [
  '/',
  '/collections',
  '/collections/all',
  '/products/plenty',
  '/search?q=plenty',
  '/products/plenty.js',
];

/** The whole shop while the Redis of sessions and carts is dead, frozen, or has lost everything. */
describe('a shop whose session Redis is away', () => {
  let redis: OwnRedis;
  let shop: TestShop;
  let member: Shopper;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    shop = await TestShop.open({ instances: 2, redis: redis.url });
    await shop.startWorker();
    member = shop.shopper();
    const answer = await member.post('/account/register', { email: 'ada@example.com', password: PASSWORD });
    expect(answer.status).toBe(303);
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  const add = (who: Shopper) => who.post('/cart/add', { id: shop.variant('plenty'), quantity: 1 });
  const signIn = (who: Shopper) =>
    who.post('/account/login', { email: 'ada@example.com', password: PASSWORD });
  const quantities = async (who: Shopper) =>
    ((await who.get('/cart.js')).json() as { items: { quantity: number }[] }).items.map(
      (item) => item.quantity,
    );

  async function timed(answer: Promise<Answer>): Promise<Answer & { took: number }> {
    const started = performance.now();
    return { ...(await answer), took: performance.now() - started };
  }

  const isBack = async () =>
    (await signIn(shop.shopper())).status === 303 && (await add(shop.shopper())).status === 303;

  /**
   * What everybody may count on while the store is away; asked for again and again, three times at least. Each kind of
   * request is in time as it usually is, so that a busy machine does not decide; none takes long.
   */
  async function expectOrderly(how: string, outage: number, cartPages: 200 | 503): Promise<void> {
    const times = new Map<string, number[]>();
    const keep = async (what: string, status: number, request: Promise<Answer>) => {
      const answer = await timed(request);
      expect([what, answer.status]).toEqual([what, status]);
      times.set(what, [...(times.get(what) ?? []), answer.took]);
      return answer;
    };
    const end = performance.now() + outage * 1000;
    for (let round = 0; round < 3 || performance.now() < end; round += 1) {
      for (const path of CATALOGUE) {
        await keep(`${path}, without a session`, 200, shop.shopper().get(path));
        await keep(`${path}, with one`, 200, member.twin().get(path));
      }
      // What the browser remembers of a cart is shown, and may be ordered; who has no cart is asked to wait.
      await keep('cart page', cartPages, member.twin().get('/cart'));
      await keep('checkout', cartPages, member.twin().get('/checkout/contact'));
      for (const [what, deed] of Object.entries(refusals())) {
        const { headers } = await keep(what, 503, deed());
        expect(headers['retry-after']).toBeDefined();
        const sessions = (headers['set-cookie'] ?? []).filter((line) => line.startsWith('cloudcart=s'));
        expect(sessions).toEqual([]);
      }
    }
    const slow = [...times].filter(
      ([, each]) => usualTime(each) >= LIMIT_MS || Math.max(...each) > NOBODY_WAITS_MS,
    );
    const all = [...times.values()].flat();
    if (outage === OUTAGES[0])
      figure(
        `milliseconds that 99.9 % of ${all.length} requests took at most, Redis ${how}`,
        perMille(all, 999).toFixed(0),
      );
    expect(slow).toEqual([]);
  }

  const refusals = (): Record<string, () => Promise<Answer>> => ({
    'cart data': () => member.twin().get('/cart.js'),
    'add, with a session': () => add(member.twin()),
    'add, without': () => add(shop.shopper()),
    'sign-in': () => signIn(shop.shopper()),
    account: () => member.twin().get('/account'),
    'sign-out': () => member.twin().post('/account/logout'),
  });

  it('killed: catalogue 200; cart, sign-in, account and checkout 503 at once; all is well after its return', async () => {
    let longest = 0;
    for (const outage of OUTAGES) {
      await redis.kill();
      await expectOrderly('dead', outage, 503);
      await redis.restart();
      const returned = performance.now();
      await until('sign-in and cart work again', isBack, 10);
      longest = Math.max(longest, performance.now() - returned);
    }
    figure(
      `seconds until sign-in and cart work after a Redis was dead, the longest of ${OUTAGES.length}`,
      (longest / 1000).toFixed(2),
    );
    expect(longest).toBeLessThan(BACK_MS);
  });

  it('frozen: the same, nobody waits for it', async () => {
    await signIn(member);
    await add(member);
    const held = await quantities(member);
    for (const outage of OUTAGES) {
      await redis.freeze();
      await expectOrderly('frozen', outage, 200);
      redis.thaw();
      await until('sign-in and cart work again', isBack, 10);
      expect(await quantities(member)).toEqual(held);
    }
  });

  it('frozen while 100 requests are under way: all of them get an answer in time', async () => {
    await redis.freeze();
    const burst = Array.from({ length: 100 }, (_, nth) => {
      const twin = member.twin();
      return timed(nth % 2 ? twin.get('/products/plenty') : add(twin));
    });
    const answers = await Promise.all(burst);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 503]));
    expect(Math.max(...answers.map((answer) => answer.took))).toBeLessThan(NOBODY_WAITS_MS);
    redis.thaw();
    await until('sign-in and cart work again', isBack, 10);
  });

  /** The first answer that is no refusal: each instance finds Redis again in its own time, and says 503 until then. */
  async function answered(shopper: Shopper, path: string): Promise<Answer> {
    let answer: Answer | undefined;
    await until(`${path} is answered`, async () => {
      answer = await shopper.get(path);
      return answer.status !== 503;
    });
    return answer!;
  }

  it('emptied: a customer who signs in again finds the cart that was there', async () => {
    const fresh = shop.shopper();
    await fresh.post('/account/register', { email: 'grace@example.com', password: PASSWORD });
    for (const handle of ['plenty', 'ten-left', 'jacket'])
      expect((await fresh.post('/cart/add', { id: shop.variant(handle), quantity: 2 })).status).toBe(303);
    const before = (await fresh.get('/cart.js')).json() as object;
    await until('the copy is written', async () => {
      const sql = `SELECT content FROM customer_carts WHERE customer_id = (SELECT MAX(id) FROM customers)`;
      const [copy] = await shop.database.query<{ content: string }>(sql);
      return copy && (JSON.parse(copy.content) as { lines: unknown[] }).lines.length === 3;
    });
    await redis.kill();
    await redis.restart();
    const again = shop.shopper();
    await until('signed in again', async () => {
      const answer = await again.post('/account/login', { email: 'grace@example.com', password: PASSWORD });
      return answer.status === 303;
    });
    expect((await answered(fresh, '/account')).status).toBe(303);
    const cart = await answered(again, '/cart.js');
    expect([cart.status, cart.json()]).toEqual([200, before]);
  });
});
