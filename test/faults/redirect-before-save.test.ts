import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailingRedis } from '../support/failing-redis.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { rounds } from '../support/tier.js';
import { CONTACT, contact, itemCount } from '../support/checkout-visits.js';

const DELAY_MS = 30;
const PASSWORD = 'nine tents by the lake';
const ROUNDS = {
  signIn: rounds(67, { full: 200 }),
  add: rounds(67, { full: 200 }),
  address: rounds(66, { full: 200 }),
};

/**
 * One instance is far from Redis, the other near: an answer that left the first before its writes had arrived would
 * let the second, asked at once, see the time before (F28).
 */
describe('what a redirect acknowledged is there on another instance', () => {
  let redis: FailingRedis;
  let shop: TestShop;

  beforeAll(async () => {
    redis = await FailingRedis.start();
    shop = await TestShop.open({ instances: 2, redis: [redis.url, redis.server.url] });
    await redis.link.delay(DELAY_MS);
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  const far = (who: Shopper) => who.twin(shop.instances[0]!.found);
  const near = (who: Shopper) => who.twin(shop.instances[1]!.found);

  /** Posts on the far instance; answers the browser as it is then, and where it is sent. */
  async function post(who: Shopper, path: string, fields: Record<string, string | number>) {
    const browser = far(who);
    const answer = await browser.post(path, fields);
    expect([path, answer.status, answer.headers['x-served-by']]).toEqual([path, 303, 'web-1']);
    return { browser, location: answer.headers.location! };
  }

  /** How many of so many rounds saw what they had done. */
  async function seen(rounds: number, round: (nth: number) => Promise<boolean>): Promise<number> {
    let count = 0;
    for (let nth = 1; nth <= rounds; nth += 1) count += (await round(nth)) ? 1 : 0;
    return count;
  }

  async function follow(browser: Shopper, location: string): Promise<Answer> {
    const page = await near(browser).get(location);
    expect(page.headers['x-served-by']).toBe('web-2');
    return page;
  }

  it(`sign-in, ${ROUNDS.signIn} times`, async () => {
    const account = { email: 'ada@example.com', password: PASSWORD };
    await post(shop.shopper(), '/account/register', account);
    const count = await seen(ROUNDS.signIn, async () => {
      const { browser, location } = await post(shop.shopper(), '/account/login', account);
      const page = await follow(browser, location);
      return location === '/account' && page.status === 200 && page.text.includes(account.email);
    });
    expect(count).toBe(ROUNDS.signIn);
  });

  it(`add to the cart, ${ROUNDS.add} times`, async () => {
    let { browser } = await post(shop.shopper(), '/cart/add', { id: shop.variant('plenty') });
    const count = await seen(ROUNDS.add, async (nth) => {
      const added = await post(browser, '/cart/add', { id: shop.variant('plenty'), return_to: '/cart' });
      browser = added.browser;
      const [page, items] = await Promise.all([follow(browser, added.location), itemCount(near(browser))]);
      return page.text.includes(`value="${nth + 1}"`) && items === nth + 1;
    });
    expect(count).toBe(ROUNDS.add);
  });

  it(`address, ${ROUNDS.address} times`, async () => {
    const { browser } = await post(shop.shopper(), '/cart/add', { id: shop.variant('plenty') });
    const count = await seen(ROUNDS.address, async (nth) => {
      const address1 = `${nth} St James Square`;
      const step = await post(browser, CONTACT, { ...contact, address1 });
      const [page, form] = await Promise.all([
        follow(step.browser, step.location),
        near(step.browser).get(CONTACT),
      ]);
      return page.headers.location === '/checkout/delivery' && form.text.includes(`value="${address1}"`);
    });
    expect(count).toBe(ROUNDS.address);
  });
});
