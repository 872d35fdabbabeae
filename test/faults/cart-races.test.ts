import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { rounds } from '../support/tier.js';

const ROUNDS = rounds(20, { full: 100 });
const BURST = 30;

interface CartJson {
  item_count: number;
  items: { id: number; quantity: number }[];
}

/** Tabs of one browser that change and show one cart at the same moment, each on another of three instances (F2). */
describe('one cart in many tabs', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 3 });
  });
  afterAll(() => shop?.close());

  const cartOf = async (shopper: Shopper) => (await shopper.get('/cart.js')).json() as CartJson;
  const add = (tab: Shopper, id: number) => tab.post('/cart/add.js', { id });

  async function withCart(): Promise<Shopper> {
    const shopper = shop.shopper();
    expect((await add(shopper, shop.variant('plenty'))).status).toBe(200);
    return shopper;
  }

  /** As many requests as `size`: every other one adds one more of the same, the rest are looks at pages with the cart. */
  function mixed(shopper: Shopper, size: number): Promise<Answer[]> {
    const views = ['/cart', '/products/plenty', '/cart.js'];
    const view = (nth: number) => shopper.twin().get(views[nth % views.length]!);
    const one = (nth: number) => (nth % 2 ? view(nth) : add(shopper.twin(), shop.variant('plenty')));
    return Promise.all(Array.from({ length: size }, (_, nth) => one(nth)));
  }

  it.each([2, 10, 50, 200])(
    `F2: of %i requests at once, half of them looks, every add counts; ${ROUNDS} of ${ROUNDS} times`,
    async (size) => {
      for (let round = 1; round <= ROUNDS; round += 1) {
        const shopper = await withCart();
        const statuses = new Set((await mixed(shopper, size)).map(({ status }) => status));
        const cart = await cartOf(shopper);
        expect([round, [...statuses], cart.items.length, cart.item_count]).toEqual([
          round,
          [200],
          1,
          1 + size / 2,
        ]);
      }
    },
  );

  it(`F2: of ${BURST} first adds without a cookie, all that was put into the surviving cart is there`, async () => {
    const ids = shop.variants('samples').slice(0, BURST);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const browser = shop.shopper();
      const answers = await Promise.all(ids.map(async (id) => ({ id, answer: await add(browser, id) })));
      expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(new Set([200]));
      const survivors = answers.filter(({ answer }) => isOf(browser, answer));
      const acknowledged = survivors.map(({ id }) => id).toSorted((one, other) => one - other);
      const cart = await cartOf(browser);
      expect([round, acknowledged.length > 0]).toEqual([round, true]);
      expect(cart.items.map(({ id }) => id).toSorted((one, other) => one - other)).toEqual(acknowledged);
      expect(cart.item_count).toBe(acknowledged.length);
    }
  });
});

/** Whether the cookies of an answer are those that the browser has kept. */
function isOf(browser: Shopper, { headers }: Answer): boolean {
  const pairs = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]!.split('='));
  return pairs.every(([name = '', value]) => [value, undefined].includes(browser.cookies.get(name)));
}
