import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { atReview } from '../support/checkout-visits.js';
import { TestShop } from '../support/shop.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { CountedShop } from '../support/store-costs.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

const TIMES = 20;
const NOTHING_MORE = { statements: [], cache: [] };

/** What an add to cart costs the stores, and that the cache never decides about what it cannot know. */
describe('an add to cart of what the cache knows', () => {
  let counted: CountedShop;
  let shop: TestShop;

  beforeAll(async () => {
    counted = await CountedShop.open();
    shop = counted.shop;
    for (const handle of ['plenty', 'ten-left', 'last-one', 'sold-out', 'jacket'])
      for (let time = 0; time < 2; time += 1) await add(shop.shopper(), handle);
  });
  afterAll(() => counted?.close());

  const add = (shopper: Shopper, handle: string, quantity = 1) =>
    shopper.postJson('/cart/add.js', { id: shop.variant(handle), quantity });
  const statusesOf = async (shopper: Shopper, handle: string, quantities: readonly number[]) => {
    const statuses: number[] = [];
    for (const quantity of quantities) statuses.push((await add(shopper, handle, quantity)).status);
    return statuses;
  };
  const held = async (shopper: Shopper) =>
    ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;

  it.each([
    ['a form', (who: Shopper) => who.post('/cart/add', { id: shop.variant('plenty') }), 303],
    ['a script', (who: Shopper) => add(who, 'plenty'), 200],
    [
      'a script with several products',
      (who: Shopper) =>
        who.postJson('/cart/add.js', {
          items: ['plenty', 'jacket'].map((handle) => ({ id: shop.variant(handle), quantity: 1 })),
        }),
      200,
    ],
  ])('asks Redis twice and MySQL nothing: by %s', async (_how, send, status) => {
    const shopper = shop.shopper();
    const found = await counted.costs(async () => {
      for (let time = 0; time < 5; time += 1) expect((await send(shopper)).status).toBe(status);
    });
    figure('round trips of 5 adds to a cart', found.sessionTrips);
    expect(found).toEqual({ ...NOTHING_MORE, sessionTrips: 5 * 2 });
  });

  it('asks Redis twice and MySQL nothing for each of so many new visitors', async () => {
    const found = await counted.costs(async () => {
      for (let time = 0; time < TIMES; time += 1)
        expect((await add(shop.shopper(), 'last-one')).status).toBe(200);
    });
    expect(found).toEqual({ ...NOTHING_MORE, sessionTrips: TIMES * 2 });
  });

  it('asks MySQL as soon as pages do not promise so many, and is refused by what it says', async () => {
    const shopper = shop.shopper();
    const { statements } = await counted.costs(async () => {
      expect(await statusesOf(shopper, 'ten-left', [6, 4, 1])).toEqual([200, 200, 422]);
    });
    expect(statements.filter((text) => text.includes('FROM stock_levels'))).toHaveLength(2);
    expect(await held(shopper)).toBe(10);
    const tooMany = await add(shop.shopper(), 'ten-left', 11);
    expect(tooMany.status).toBe(422);
    expect(tooMany.text).toContain('10');
  });

  it('gives 30 clicks at once on one cart no more than there are', async () => {
    const shopper = shop.shopper();
    await add(shopper, 'ten-left');
    const answers = await Promise.all(Array.from({ length: 30 }, () => add(shopper.twin(), 'ten-left')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(21);
    expect(await held(shopper)).toBe(10);
  });

  it('refuses a second last piece, what is sold out, what is not shown and what does not exist', async () => {
    expect(await statusesOf(shop.shopper(), 'last-one', [1, 1])).toEqual([200, 422]);
    expect(await statusesOf(shop.shopper(), 'last-one', [2])).toEqual([422]);
    expect(await statusesOf(shop.shopper(), 'sold-out', [1])).toEqual([422]);
    expect(await statusesOf(shop.shopper(), 'hidden', [1])).toEqual([404]);
    expect((await shop.shopper().postJson('/cart/add.js', { id: 987_654_321 })).status).toBe(404);
  });

  it('says how many are left in the words of the moment, though nobody was told that they have become fewer', async () => {
    const shopper = shop.shopper();
    await shop.setStock('ten-left', 8);
    const refused = await add(shopper, 'ten-left', 9);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('8');
    await shop.setStock('ten-left', 10);
  });
});

describe('what others do meanwhile', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  const instances = () => shop.instances.map(({ found }) => new Shopper(found));
  const add = (shopper: Shopper, handle: string) =>
    shopper.postJson('/cart/add.js', { id: shop.variant(handle) });

  it('the last piece that is ordered is refused by all instances within a second', async () => {
    const statuses = () =>
      Promise.all(instances().map(async (shopper) => (await add(shopper, 'last-one')).status));
    const [buyer, review] = await atReview(shop, ['last-one']);
    for (let time = 0; time < 2; time += 1) expect(await statuses()).toEqual([200, 200]);
    expect((await placeOrder(buyer, review)).status).toBe(303);
    const ordered = performance.now();
    await until('all refuse', async () => (await statuses()).every((status) => status === 422), 5);
    const took = performance.now() - ordered;
    figure('the last piece is refused on 2 of 2 instances after', `${Math.round(took)} ms`);
    expect(took).toBeLessThan(1000);
  });

  it('a price that nobody was told of is on the cart and on every page before the last button', async () => {
    const [shopper] = instances() as [Shopper];
    const price = async () =>
      ((await shopper.get('/cart.js')).json() as { items: { price: number }[] }).items[0]!.price;
    await add(shopper, 'plenty');
    await shop.database.execute('UPDATE variants SET price = 2100 WHERE id = ?', [shop.variant('plenty')]);
    expect((await add(shopper, 'plenty')).json()).toMatchObject({ quantity: 2, price: 1900 });
    expect(await price()).toBe(2100);
    const review = await reachReview(shopper);
    expect((await shopper.get('/checkout/review')).text).toContain('$42.00');
    await shop.database.execute('UPDATE variants SET price = 2300 WHERE id = ?', [shop.variant('plenty')]);
    const asked = await placeOrder(shopper, review);
    expect(asked.status).toBe(409);
    expect(asked.text).toContain('was $21.00, is now $23.00');
    expect(await shop.database.query('SELECT id FROM orders WHERE subtotal > 4000')).toEqual([]);
  });
});
