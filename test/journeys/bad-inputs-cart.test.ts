import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { expectPlain, expectRefused, expectServing, picture } from '../support/unharmed.js';

interface CartJson {
  item_count: number;
  total_price: number;
  currency: string;
  items: { id: number; quantity: number; price: number; final_line_price: number }[];
}

describe('bad inputs to the cart', () => {
  let shop: TestShop;
  let shopper: Shopper;
  let plenty: number;

  beforeAll(async () => {
    shop = await TestShop.open();
    plenty = shop.variant('plenty');
    shopper = shop.shopper();
    expect((await shopper.post('/cart/add', { id: plenty, quantity: 2 })).status).toBe(303);
  });
  afterAll(() => shop?.close());

  const cart = async (who = shopper) => (await who.get('/cart.js')).json() as CartJson;
  /** The same deed as a form of a page and as a script sends it. */
  const adds = (fields: Record<string, string | number>) => [
    () => shopper.post('/cart/add', fields),
    () => shopper.post('/cart/add.js', fields),
    () => shopper.postJson('/cart/add.js', fields),
  ];
  const expectAddRefused = async (fields: Record<string, string | number>, status: number) => {
    for (const add of adds(fields)) await expectRefused(shop, shopper, add, status);
  };

  it('B1 adding -1 is refused', () => expectAddRefused({ id: plenty, quantity: '-1' }, 400));

  it('B2 adding 0 is refused, setting 0 removes the line', async () => {
    await expectAddRefused({ id: plenty, quantity: 0 }, 400);
    const other = shop.shopper();
    await other.post('/cart/add', { id: plenty, quantity: 3 });
    expect((await other.post('/cart/change', { id: plenty, quantity: 0 })).status).toBe(303);
    expect(await cart(other)).toMatchObject({ item_count: 0, items: [] });
  });

  it.each(['1.5', '1e3', '0x10', ' 2 ', '２', '+1', '02', '', 'abc', 'NaN', 'Infinity', '1_000', '1,5'])(
    'B3 the quantity %j is refused',
    async (quantity) => {
      await expectAddRefused({ id: plenty, quantity }, 400);
      const change = () => shopper.post('/cart/change', { id: plenty, quantity });
      await expectRefused(shop, shopper, change, 400);
      await expectRefused(shop, shopper, () => shopper.post('/cart/update', [['updates[]', quantity]]), 400);
    },
  );

  it('B3 so are quantities of JSON that are no whole numbers', async () => {
    for (const quantity of [1.5, -1, true, null, [2], { a: 1 }, '1e3'])
      await expectRefused(
        shop,
        shopper,
        () => shopper.postJson('/cart/add.js', { id: plenty, quantity }),
        400,
      );
  });

  const huge = ['2147483648', '9007199254740993', '1e309', '9'.repeat(400), '-9007199254740993', '10000'];
  it.each(huge.map((quantity) => [quantity.slice(0, 20), quantity]))(
    'B4 the quantity %s is refused',
    (_start, quantity) => expectAddRefused({ id: plenty, quantity }, 400),
  );

  it('B5 the most that a line may hold, added again and again, stays the most', async () => {
    const other = shop.shopper();
    expect((await other.post('/cart/add', { id: plenty, quantity: 9999 })).status).toBe(303);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => other.post('/cart/add.js', { id: plenty, quantity: 9999 })),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([422]));
    expect((answers[0]!.json() as { description: string }).description).not.toBe('');
    expect((await cart(other)).items).toMatchObject([{ id: plenty, quantity: 9999 }]);
    await expectServing(other);
  });

  it('B6 a price, total, discount or currency sent along is not heard', async () => {
    const other = shop.shopper();
    const extra = { price: '0.01', total: 1, discount: 100, currency: 'XXX', 'items[0][price]': 1 };
    const answer = await other.post('/cart/add', { id: plenty, quantity: 2, ...extra });
    expectPlain(answer, [303, 400]);
    if (answer.status === 400) await other.post('/cart/add', { id: plenty, quantity: 2 });
    await other.postJson('/cart/update.js', { price: 1, total_price: 1, currency: 'XXX' });
    expect(await cart(other)).toMatchObject({ total_price: 3800, currency: 'USD', items: [{ price: 1900 }] });
  });

  it('B7 no variant, one of a hidden product, one that does not exist', async () => {
    await expectAddRefused({ quantity: 1 }, 400);
    await expectAddRefused({ id: shop.variant('hidden'), quantity: 1 }, 404);
    await expectAddRefused({ id: 999_999_999, quantity: 1 }, 404);
    const absent = await shopper.post('/cart/add', { id: 999_999_999 });
    const hidden = await shopper.post('/cart/add', { id: shop.variant('hidden') });
    expect(hidden.text).toBe(absent.text);
  });

  it.each(['1 OR 1=1', "1'--", '1;SELECT SLEEP(5)', '../1', '1\0', '💥', '0', '-1'])(
    'B8 the variant %j is as good as none',
    async (id) => {
      const started = performance.now();
      await expectAddRefused({ id, quantity: 1 }, 404);
      expect(performance.now() - started).toBeLessThan(3000);
    },
  );

  const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const bodies = [
    'null',
    '5',
    '"x"',
    '[]',
    nested,
    '{"id":',
    '{"items":[null]}',
    '{"items":{}}',
    '{"items":[[]]}',
  ];
  it.each(bodies.map((body) => [body.slice(0, 20), body]))(
    'B10 the body %s is refused',
    async (_start, body) => {
      for (const path of ['/cart/add.js', '/cart/change.js', '/account/login', '/account/register'])
        await expectRefused(shop, shopper, () => shopper.postBody(path, body, 'application/json'), 400);
    },
  );

  it('B10 a body of another kind is refused', async () => {
    const send = (type: string) => shopper.postBody('/cart/add', `id=${plenty}`, type);
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded; charset=utf-7'])
      await expectRefused(shop, shopper, () => send(type), [400, 415]);
  });

  it('B11 names that reach for prototypes do nothing', async () => {
    const bodies = [
      `{"id":${plenty},"quantity":1,"__proto__":{"isAdmin":true}}`,
      `{"id":${plenty},"quantity":1,"constructor":{"prototype":{"isAdmin":true}}}`,
      `{"id":${plenty},"quantity":1,"properties":{"__proto__":{"isAdmin":true}}}`,
    ];
    const other = shop.shopper();
    for (const body of bodies)
      expectPlain(await other.postBody('/cart/add.js', body, 'application/json'), [200, 400]);
    const names = ['__proto__[isAdmin]', 'constructor[prototype][isAdmin]', 'properties[__proto__][isAdmin]'];
    for (const name of names)
      expectPlain(await other.post('/cart/add', { id: plenty, quantity: 1, [name]: 'true' }), [303, 400]);
    expectPlain(
      await other.get('/search?q=x&__proto__[isAdmin]=true&constructor[prototype][isAdmin]=1'),
      [200, 400],
    );
    const withCookie = await other.get('/', { cookie: '__proto__=1; constructor[prototype][isAdmin]=1' });
    expectPlain(withCookie, 200);
    const guest = shop.shopper();
    const answers = await Promise.all([guest.get('/'), guest.get('/cart.js'), guest.get('/account')]);
    expect(answers.map((answer) => answer.text).join()).not.toContain('isAdmin');
    expect(answers[2].status).toBe(303);
  });

  it('leaves no session behind when the first wish of a visitor is refused', async () => {
    const fresh = shop.shopper();
    for (const quantity of ['0', '-1', 'x']) await fresh.post('/cart/add', { id: plenty, quantity });
    await fresh.post('/cart/add', { id: shop.variant('sold-out'), quantity: 1 });
    expect(fresh.cookies.size).toBe(0);
    expect(await picture(shop, fresh)).toMatchObject({ cart: { item_count: 0 } });
  });
});
