import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { placeOrder, reachReview } from '../support/buying.js';
import { usualTime } from '../support/delays.js';
import { FailingRedis, frozen, killed, slowBy } from '../support/failing-redis.js';
import {
  checkoutOpen,
  forgetful,
  recalled,
  refused,
  servedAsGuest,
  servedAsUsual,
} from '../support/outage-visits.js';
import type { Answer, Shopper } from '../support/shopper.js';
import { TestShop } from '../support/shop.js';
import { tellOnFailure } from '../support/tell-on-failure.js';
import { rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const CATALOGUE = ['/', '/collections/all', '/products/plenty', '/search?q=plenty'];
const PASSWORD = 'nine tents by the lake';
const USUAL_MS = 400;
const NOBODY_WAITS_MS = 2000;
/** From 20 on, nineteen of twenty must be quick, and not only half of them. */
const ROUNDS = rounds(5, { full: 20 });
/** A command starts a process of its own, on a machine that has other work. */
const COMMAND_MS = 15_000;

const run = promisify(execFile);

const CONDITIONS = [
  { condition: 'dead', outage: killed },
  { condition: 'frozen', outage: frozen },
  { condition: '500 ms slower', outage: slowBy(500) },
];

interface Statusz {
  dependencies: Record<string, 'up' | 'down'>;
}

/** What each part of the shop does while one of its two Redis is gone or slow: a test for each cell. */
describe('the matrix of what works', () => {
  const redis = {} as Record<'session' | 'cache', FailingRedis>;
  let shop: TestShop;
  let member: Shopper;
  let account: { email: string; password: string };
  let members = 0;

  beforeAll(async () => {
    [redis.session, redis.cache] = await Promise.all([FailingRedis.start(), FailingRedis.start()]);
    shop = await TestShop.open({ instances: 2, redis: redis.session.url, cache: redis.cache.url });
    const buyer = shop.shopper();
    await buyer.post('/cart/add', { id: shop.variant('plenty') });
    expect((await placeOrder(buyer, await reachReview(buyer))).status).toBe(303);
  });
  afterAll(async () => {
    await shop?.close();
    await Promise.all(Object.values(redis).map((each) => each.close()));
  });

  tellOnFailure(() => shop);

  /** A customer who is signed in and has a cart. */
  async function newMember(): Promise<void> {
    account = { email: `ada-${(members += 1)}@example.com`, password: PASSWORD };
    member = shop.shopper();
    await until('signed in', async () => (await member.post('/account/register', account)).status === 303);
    await until('a cart', async () => (await add(member)).status === 303);
  }

  /** All instances have noticed. */
  async function everywhere(column: 'session' | 'cache', state: 'up' | 'down'): Promise<void> {
    for (const { found } of shop.instances)
      await until(`${column} Redis is ${state}`, async () => {
        const { dependencies } = (await shop.shopper().twin(found).get('/statusz')).json() as Statusz;
        return dependencies[`${column}Redis`] === state;
      });
  }

  const add = (who: Shopper) => who.post('/cart/add', { id: shop.variant('plenty'), quantity: 1 });
  const change = (who: Shopper, quantity: number) => who.post('/cart/change', { line: 1, quantity });
  const count = async (who: Shopper) =>
    ((await who.get('/cart.js')).json() as { item_count: number }).item_count;

  /** Asks some times; each answer is as `fault` wants it, none takes long, and what is usual not even noticeably. */
  async function all(fault: (answer: Answer) => string | null, ask: () => Promise<Answer>): Promise<void> {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const answer = await ask();
      times.push(performance.now() - started);
      expect(fault(answer), answer.text.slice(0, 500)).toBeNull();
    }
    expect(usualTime(times)).toBeLessThan(USUAL_MS);
    expect(Math.max(...times)).toBeLessThan(NOBODY_WAITS_MS);
  }

  const works =
    (...statuses: number[]) =>
    ({ status, text }: Answer) =>
      statuses.includes(status) && !text.includes('class="banner"') ? null : `status ${status}`;

  /** For staff, until there are their pages. */
  async function listOrders(): Promise<void> {
    const program = join(PROJECT_ROOT, 'dist', 'scripts', 'shop.js');
    const { stdout } = await run(process.execPath, [program, 'order', 'list'], { timeout: COMMAND_MS });
    expect(stdout).toMatch(/ada@example\.com[^]* of \d+ orders/);
  }

  async function probes(): Promise<void> {
    for (const { found } of shop.instances)
      for (const path of ['/livez', '/readyz'])
        await all(works(200), () => shop.shopper().twin(found).get(path));
  }

  async function pages(who: () => Shopper, fault: (answer: Answer) => string | null): Promise<void> {
    for (const path of CATALOGUE) await all(fault, () => who().get(path));
  }

  const whenSessionsAreAway: Record<string, () => Promise<void>> = {
    'catalogue as a guest: as usual': () => pages(() => shop.shopper(), servedAsUsual),
    'catalogue with a cookie: as a guest, with a banner': () => pages(() => member.twin(), servedAsGuest),
    'cart: shows what the browser remembers, else says that it is away; nothing is changed': async () => {
      await all(recalled, () => member.twin().get('/cart'));
      await all(refused, () => forgetful(member.twin()).get('/cart'));
      await all(refused, () => change(member.twin(), 7));
      await all(refused, () => add(shop.shopper()));
    },
    'sign-in and account: say that they are away': async () => {
      await all(refused, () => shop.shopper().post('/account/login', account));
      await all(refused, () => member.twin().get('/account'));
    },
    'checkout: a guest order of what the browser remembers, else says that it is away': async () => {
      await all(checkoutOpen, () => member.twin().get('/checkout'));
      await all(refused, () => forgetful(member.twin()).get('/checkout'));
      await all(refused, () => forgetful(member.twin()).post('/checkout/orders', { token: 'any' }));
      const buyer = member.twin();
      expect((await placeOrder(buyer, await reachReview(buyer))).status).toBe(303);
    },
    'list of orders for staff: as usual': listOrders,
    'probes: 200': probes,
  };

  const whenTheCacheIsAway: Record<string, () => Promise<void>> = {
    'catalogue as a guest: as usual': () => pages(() => shop.shopper(), servedAsUsual),
    'catalogue with a cookie: as usual': () => pages(() => member.twin(), works(200)),
    'cart: shown and changed': async () => {
      await all(works(200), () => member.get('/cart'));
      let quantity = 1;
      await all(works(303), () => change(member, (quantity += 1)));
      expect(await count(member)).toBe(quantity);
    },
    'sign-in and account: as usual': async () => {
      await all(works(303), () => shop.shopper().post('/account/login', account));
      await all(works(200), () => member.get('/account'));
    },
    'checkout: an order is placed': async () => {
      const buyer = shop.shopper();
      await all(works(303), () => add(buyer));
      const placed = await placeOrder(buyer, await reachReview(buyer));
      expect(placed.status).toBe(303);
      expect((await buyer.get(placed.headers.location!)).status).toBe(200);
    },
    'list of orders for staff: as usual': listOrders,
    'probes: 200': probes,
  };

  describe.each([
    { column: 'session' as const, parts: whenSessionsAreAway },
    { column: 'cache' as const, parts: whenTheCacheIsAway },
  ])('$column Redis', ({ column, parts }) => {
    describe.each(CONDITIONS)('$condition', ({ outage }) => {
      beforeAll(async () => {
        await newMember();
        await outage.begin(redis[column]);
        await everywhere(column, 'down');
      });
      afterAll(async () => {
        await outage.end(redis[column]);
        await everywhere(column, 'up');
      });

      it.each(Object.entries(parts))('%s', (_name, part) => part());
    });
  });
});
