import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { contact, itemCount } from '../support/checkout-visits.js';
import { OwnRedis } from '../support/own-redis.js';
import { TestShop } from '../support/shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const PASSWORD = 'nine tents by the lake';
const LINES = 'cloudcart-cart';

describe('ordering while the session Redis is away', () => {
  let redis: OwnRedis;
  let shop: TestShop;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    shop = await TestShop.open({ instances: 2, redis: redis.url });
    await shop.startWorker();
  });
  afterAll(async () => {
    redis?.thaw();
    await shop?.close();
    await redis?.close();
  });

  /** Each instance finds Redis again in its own time; the balancer asks them in turn. */
  async function untilWell(): Promise<void> {
    const isWell = async () => (await add(shop.shopper(), 'plenty')).status === 303;
    await until('both instances are well', async () => (await isWell()) && isWell(), 20);
  }
  beforeEach(untilWell);

  const add = (who: Shopper, handle: string, fields: Record<string, string | number> = {}) =>
    who.post('/cart/add', { id: shop.variant(handle), ...fields });
  const isAway = (who: Shopper) =>
    until('Redis is missed', async () => (await who.get('/cart.js')).status === 503);
  /** Orders that are not of before, each with its lines. */
  const linesOf = (token: string) =>
    shop.database.query<{ cart_id: string; customer_id: number | null; quantity: number }>(
      `SELECT o.cart_id, o.customer_id, l.quantity FROM orders o JOIN order_lines l ON l.order_id = o.id
       WHERE o.token = ?`,
      [token],
    );

  async function during(work: () => Promise<void>): Promise<void> {
    await redis.freeze();
    try {
      await work();
    } finally {
      redis.thaw();
    }
  }

  it('is possible for what the browser remembers; it leaves the cart when Redis is back', async () => {
    const shopper = shop.shopper();
    expect((await add(shopper, 'plenty', { quantity: 2 })).status).toBe(303);
    expect((await add(shopper, 'ten-left')).status).toBe(303);
    expect((await add(shopper, 'jacket', { 'properties[Name]': 'Ada' })).status).toBe(303);
    await shopper.get('/cart');
    await during(async () => {
      await isAway(shopper);
      const page = await shopper.get('/cart');
      expect(page.status).toBe(200);
      expect(page.text).toContain('$38.00');
      expect(page.text).not.toContain('action="/cart/change"');
      expect((await add(shopper, 'plenty')).status).toBe(503);
      const review = await reachReview(shopper);
      const placed = await placeOrder(shopper, review);
      expect(placed.status).toBe(303);
      const token = placed.headers.location!.replace('/orders/', '');
      expect((await shopper.get(placed.headers.location!)).status).toBe(200);
      expect((await linesOf(token)).map(({ quantity }) => quantity).toSorted((a, b) => a - b)).toEqual([
        1, 2,
      ]);
      expect((await placeOrder(shopper, review)).headers.location).toBe(placed.headers.location);
      expect(shopper.cookies.has(LINES)).toBe(false);
    });
    await until(
      'what was ordered has left the cart',
      async () => (await itemCount(shopper).catch(() => 0)) === 1,
      30,
    );
    const { items } = (await shopper.get('/cart.js')).json() as { items: { properties: object }[] };
    expect(items.map(({ properties }) => properties)).toEqual([{ Name: 'Ada' }]);
  });

  it('leaves the cart also when the guest signs in before the worker has seen to it', async () => {
    const shopper = shop.shopper();
    for (const handle of ['plenty', 'jacket'])
      expect(
        (await add(shopper, handle, handle === 'jacket' ? { 'properties[Name]': 'Ada' } : {})).status,
      ).toBe(303);
    let order = '';
    await during(async () => {
      await isAway(shopper);
      order = (await placeOrder(shopper, await reachReview(shopper))).headers.location!;
    });
    await untilWell();
    const person = { email: 'ordered-away@example.com', password: PASSWORD };
    expect((await shopper.post('/account/register', person)).status).toBe(303);
    expect(await itemCount(shopper)).toBe(2);
    const isCleared = async () => {
      const sql = 'SELECT cart_cleared_at AS at FROM orders WHERE token = ?';
      const [row] = await shop.database.query<{ at: Date | null }>(sql, [order.replace('/orders/', '')]);
      return row!.at;
    };
    await until('the worker has cleared the cart', isCleared, 30);
    expect(await itemCount(shopper)).toBe(1);
  });

  const reviewPaying = async (who: Shopper, method: string) => {
    await reachReview(who);
    expect((await who.post('/checkout/payment', { payment_method: method })).status).toBe(303);
    return reachReview(who);
  };
  const sayYes = (who: Shopper, path: string) => who.post(path, { decision: 'yes' });
  async function expectNothingOffered(who: Shopper): Promise<void> {
    expect((await who.get('/cart')).status).toBe(503);
    expect((await who.get('/checkout')).status).toBe(503);
  }

  it.each(['test_card_approve', 'test_card_confirm'])(
    'is not offered for what was ordered before: %s',
    async (method) => {
      const shopper = shop.shopper();
      expect((await add(shopper, 'plenty')).status).toBe(303);
      let answer = await placeOrder(shopper, await reviewPaying(shopper, method));
      if (method === 'test_card_confirm') answer = await sayYes(shopper, answer.headers.location!);
      expect(answer.headers.location).toMatch(/^\/orders\//);
      await during(async () => {
        await isAway(shopper);
        await expectNothingOffered(shopper);
      });
    },
  );

  it('is over when a payment waits for a word to the bank; the same click leads there again', async () => {
    const shopper = shop.shopper();
    expect((await add(shopper, 'plenty')).status).toBe(303);
    await during(async () => {
      await isAway(shopper);
      const review = await reviewPaying(shopper, 'test_card_confirm');
      const { location } = (await placeOrder(shopper, review)).headers;
      expect(location).toMatch(/^\/checkout\/confirm\//);
      await expectNothingOffered(shopper);
      expect((await placeOrder(shopper, review)).headers.location).toBe(location);
      expect((await sayYes(shopper, location!)).headers.location).toMatch(/^\/orders\//);
      await expectNothingOffered(shopper);
    });
  });

  describe('shows nobody what somebody else on that browser has typed', () => {
    const typed = { ...contact, email: 'secret@example.com', address1: '7 Hidden Lane' };
    const CHECKOUT = 'cloudcart-checkout';
    let members = 0;

    /** Signed in, with a cart and a checkout that was begun while Redis was away. */
    async function withAwayCheckout(): Promise<Shopper> {
      const shopper = shop.shopper();
      const person = { email: `member-${(members += 1)}@example.com`, password: PASSWORD };
      expect((await shopper.post('/account/register', person)).status).toBe(303);
      expect((await add(shopper, 'plenty')).status).toBe(303);
      await during(async () => {
        await isAway(shopper);
        expect((await shopper.post('/checkout/contact', typed)).status).toBe(303);
        expect((await shopper.get('/checkout/contact')).text).toContain(typed.email);
      });
      await untilWell();
      return shopper;
    }

    async function expectNothingShown(next: Shopper): Promise<void> {
      expect((await add(next, 'ten-left')).status).toBe(303);
      await during(async () => {
        await isAway(next);
        const page = await next.get('/checkout/contact');
        expect(page.status).toBe(200);
        for (const secret of [typed.email, typed.address1]) expect(page.text).not.toContain(secret);
      });
    }

    it('and has signed out', async () => {
      const shopper = await withAwayCheckout();
      expect((await shopper.post('/account/logout')).status).toBe(303);
      expect(shopper.cookies.has(CHECKOUT)).toBe(false);
      await expectNothingShown(shopper);
    });

    it('and has left without signing out', async () => {
      const shopper = await withAwayCheckout();
      const next = shop.shopper();
      next.cookies.set(CHECKOUT, shopper.cookies.get(CHECKOUT)!);
      await expectNothingShown(next);
    });
  });

  it('is a guest order for a customer too: who they are cannot be known, and nothing of theirs is shown', async () => {
    const member = shop.shopper();
    const person = { email: 'ada@example.com', password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' };
    expect((await member.post('/account/register', person)).status).toBe(303);
    expect((await add(member, 'plenty')).status).toBe(303);
    expect((await member.post('/checkout/contact', { ...contact, email: 'secret@example.com' })).status).toBe(
      303,
    );
    await during(async () => {
      await isAway(member);
      const page = await member.get('/checkout/contact');
      expect([page.status, page.text.includes('secret@example.com')]).toEqual([200, false]);
      const placed = await placeOrder(member, await reachReview(member));
      const [line] = await linesOf(placed.headers.location!.replace('/orders/', ''));
      expect(line!.customer_id).toBeNull();
      expect(line!.cart_id).toMatch(/^c-\d+$/);
    });
    await until('the cart is empty', async () => (await itemCount(member).catch(() => 1)) === 0, 30);
  });

  it('says that it is away to whoever presses the last button of a cart that has gone, and takes it afterwards', async () => {
    const shopper = shop.shopper();
    expect((await add(shopper, 'plenty')).status).toBe(303);
    const review = await reachReview(shopper);
    await during(async () => {
      await isAway(shopper);
      expect((await placeOrder(shopper, review)).status).toBe(503);
    });
    const placed = await until('an answer of a shop that is well', async () => {
      const answer = await placeOrder(shopper, review);
      return answer.status !== 503 && answer;
    });
    expect([placed.status, placed.headers.location]).toEqual([303, expect.stringMatching(/^\/orders\//)]);
  });

  it('leads back to the checkout when the cart returns before the last button was pressed', async () => {
    const shopper = shop.shopper();
    expect((await add(shopper, 'plenty')).status).toBe(303);
    let review: Record<string, string> = {};
    await during(async () => {
      await isAway(shopper);
      review = await reachReview(shopper);
    });
    for (const { found } of shop.instances)
      await until('the cart is back', async () => (await shopper.twin(found).get('/cart.js')).status === 200);
    const answer = await placeOrder(shopper, review);
    expect([answer.status, answer.headers.location]).toEqual([303, '/checkout']);
    expect((await shopper.get('/checkout/contact')).text).toContain('Your cart is back');
    expect((await placeOrder(shopper, await reachReview(shopper))).headers.location).toMatch(/^\/orders\//);
  });

  it('is refused for lines that somebody made up, and for a browser that remembers none', async () => {
    const [forger, empty] = [shop.shopper(), shop.shopper()];
    expect((await add(forger, 'plenty')).status).toBe(303);
    expect((await add(empty, 'plenty')).status).toBe(303);
    const [text = '', signature = ''] = forger.cookies.get(LINES)!.split('.');
    const better = Buffer.from(text, 'base64url').toString().replace(/x1$/, 'x9');
    forger.cookies.set(LINES, `${Buffer.from(better).toString('base64url')}.${signature}`);
    empty.cookies.delete(LINES);
    await during(async () => {
      await isAway(forger);
      for (const who of [forger, empty]) {
        expect((await who.get('/cart')).status).toBe(503);
        expect((await who.get('/checkout/contact')).status).toBe(503);
      }
    });
  });

  it('is possible after a change of secrets for who only looked around meanwhile', async () => {
    const [old, fresh] = ['old-'.repeat(10), 'fresh-'.repeat(10)];
    const another = (secrets: string) => shop.another({ SESSION_SECRETS: secrets });
    const [before, meanwhile, after] = await Promise.all([old, `${fresh},${old}`, fresh].map(another));
    let reader = shop.shopper().twin(before!.url);
    await until('well', async () => (await add(reader, 'plenty')).status === 303);
    const lines = reader.cookies.get(LINES);
    reader = reader.twin(meanwhile!.url);
    await until('well', async () => (await reader.get('/cart.js')).status === 200);
    await reader.get('/products/plenty');
    expect(reader.cookies.get(LINES)).not.toBe(lines);
    const renewed = reader.cookies.get(LINES);
    await reader.get('/products/plenty');
    expect(reader.cookies.get(LINES)).toBe(renewed);
    reader = reader.twin(after!.url);
    await during(async () => {
      await isAway(reader);
      const page = await reader.get('/cart');
      expect([page.status, page.text.includes('/products/plenty')]).toEqual([200, true]);
    });
  });

  it('keeps the cookie small, and takes it from the next person on that browser', async () => {
    const shopper = shop.shopper();
    const items = shop.variants('samples').map((id) => ({ id, quantity: 9999 }));
    expect((await shopper.postJson('/cart/add.js', { items })).status).toBe(200);
    expect(shopper.cookies.get(LINES)!.length).toBeLessThanOrEqual(2048);
    await shopper.post('/account/register', { email: 'bo@example.com', password: PASSWORD });
    expect(shopper.cookies.has(LINES)).toBe(true);
    await shopper.post('/account/logout');
    expect(shopper.cookies.has(LINES)).toBe(false);
  });
});
