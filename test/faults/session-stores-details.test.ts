import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Devices } from '../support/devices.js';
import { LiveListener } from '../support/live-listener.js';
import { redisUrl } from '../support/redis.js';
import { add, shopOn, unitsOf } from '../support/shop-stores.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { figure } from '../support/tier.js';

describe('a cart in a cookie', () => {
  let at: Awaited<ReturnType<typeof shopOn>>;

  beforeAll(async () => {
    at = await shopOn('cookie');
  });
  afterAll(() => at?.close());

  /** Adds different lines until the shop says that no more fits. */
  async function filled(): Promise<{ shopper: Shopper; lines: number }> {
    const shopper = new Shopper(at.shop.instances[0]!.found);
    for (const [lines, id] of at.shop.variants('samples').entries()) {
      const answer = await add(shopper, id);
      if (answer.status === 200) continue;
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('Your cart is full')]);
      return { shopper, lines };
    }
    throw new Error('the cart never was full');
  }

  it('is full one day, says so, and stays as it was', async () => {
    const { shopper, lines } = await filled();
    figure('lines that fit into the cookie', lines);
    expect(lines).toBeGreaterThan(15);
    expect(await unitsOf(shopper)).toBe(lines);
    expect((await shopper.get('/cart')).status).toBe(200);
    const smaller = await shopper.post('/cart/change.js', { line: 1, quantity: 0 });
    expect(smaller.status).toBe(200);
    expect((await add(shopper, at.shop.variant('plenty'))).status).toBe(200);
  });

  it('goes along at sign-in even when it is full, and leaves room for the next person', async () => {
    const { shopper, lines } = await filled();
    const devices = new Devices(at.shop.instances[0]!.found);
    const email = await devices.register(shopper);
    expect(await unitsOf(shopper)).toBe(lines);
    expect((await shopper.post('/account/logout')).status).toBe(303);
    const next = await devices.signIn(email);
    expect(await unitsOf(next)).toBe(lines);
    expect((await add(shopper, at.shop.variant('plenty'))).status).toBe(200);
    expect(await unitsOf(shopper)).toBe(1);
  });
});

describe('a shop with another store and a Redis beside it', () => {
  it('tells open pages of changes of the cart and of the end of sessions', async () => {
    const at = await shopOn('file', { REDIS_URL: redisUrl() });
    try {
      const [first, second] = at.shop.instances.map(({ found }) => found) as [string, string];
      const devices = new Devices(first);
      const desk = new Shopper(first);
      await add(desk, at.shop.variant('plenty'));
      const phone = await devices.signIn(await devices.register(desk));
      const open = await LiveListener.open(phone.twin(second));
      expect(open.status).toBe(200);
      expect(await open.event('cart')).toMatchObject({ count: 1 });
      await add(desk, at.shop.variant('markup'), 2);
      expect(await open.event('cart', 2)).toMatchObject({ count: 3 });
      await desk.post('/account/sessions/end-others');
      await open.event('ended');
      await open.over();
    } finally {
      await at.close();
    }
  });
});
