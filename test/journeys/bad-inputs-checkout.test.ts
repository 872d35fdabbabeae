import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import {
  atReview,
  CONTACT,
  contact,
  itemCount,
  ordersOf,
  PLACE,
  withCart,
} from '../support/checkout-visits.js';
import { TestShop } from '../support/shop.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { expectPlain, expectRefused, expectServing, picture } from '../support/unharmed.js';

describe('bad inputs to the checkout', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop?.close());

  const openToken = async (): Promise<string> => {
    const sql = 'SELECT token FROM checkouts WHERE open_cart_id IS NOT NULL ORDER BY id DESC LIMIT 1';
    return (await shop.database.query<{ token: string }>(sql))[0]!.token;
  };
  /** The page says where it went instead; nothing was ordered. */
  const expectSent = async (shopper: Shopper, deed: () => Promise<Answer>, where: string) => {
    const before = (await ordersOf(shop)).length;
    const answer = await deed();
    expect([answer.status, answer.headers.location]).toEqual([303, where]);
    expect((await ordersOf(shop)).length).toBe(before);
    await expectServing(shopper);
  };

  it('B6 prices, totals, discounts and currencies that are sent along change nothing', async () => {
    const [shopper, review] = await atReview(shop);
    const wish = {
      price: '0.01',
      total: '1',
      subtotal: '1',
      discount: '100',
      currency: 'XXX',
      shipping: '0',
      tax: '0',
    };
    const answer = await placeOrder(shopper, { ...review, ...wish, 'lines[0][price]': '1' });
    expect(answer.status).toBe(303);
    const order = (await ordersOf(shop)).at(-1)!;
    expect(order).toMatchObject({ subtotal: 1900, discount: 0, currency: 'USD' });
    const seen = JSON.parse(review['seen']!) as { total: number };
    expect(order.total).toBe(seen.total);
    expect(order.total).toBeGreaterThan(1900);
  });

  it('B6 what a page claims to have shown is only ever shown', async () => {
    const [shopper, review] = await atReview(shop);
    for (const seen of [
      '{"prices":{},"total":1}',
      '{"__proto__":{"total":1}}',
      'null',
      '[',
      '<b>',
      '{"prices":{"x":-1},"total":1e999}',
    ]) {
      const deed = () => placeOrder(shopper, { ...review, fingerprint: 'x', seen });
      expectPlain(await expectRefused(shop, shopper, deed, 409), 409);
    }
  });

  describe('B9 texts that are no texts', () => {
    const bodies: [string, string][] = [
      ['email[]=a', 'email[]=a@example.com'],
      ['email[$ne]=x', 'email[$ne]=x'],
      ['two countries', 'country=US&country=DE'],
      ['an address as a list', 'address1[]=a&address1[]=b'],
    ];
    it.each(bodies)('%s are refused in every step', async (_what, body) => {
      const shopper = await withCart(shop);
      for (const path of [CONTACT, '/checkout/delivery', '/checkout/payment', PLACE]) {
        const { email: _replaced, ...rest } = contact;
        const all = `${new URLSearchParams(rest).toString()}&delivery_method[]=standard&payment_method[]=invoice&checkout_token[]=x&${body}`;
        const send = () => shopper.postBody(path, all, 'application/x-www-form-urlencoded');
        await expectRefused(shop, shopper, send, [400, 422, 303]);
      }
    });

    it.each([
      'null',
      '5',
      '"x"',
      '[]',
      '{"email":["a"]}',
      '{"email":{"$ne":null}}',
      '{"checkout_token":{"a":1}}',
      '{"delivery_method":null}',
    ])('so is JSON such as %s', async (body) => {
      const shopper = await withCart(shop);
      for (const path of [CONTACT, '/checkout/delivery', '/checkout/payment', PLACE])
        await expectRefused(
          shop,
          shopper,
          () => shopper.postBody(path, body, 'application/json'),
          [400, 422, 303],
        );
    });
  });

  it('B13 an address is only ever written into one’s own checkout', async () => {
    const [other, review] = await atReview(shop);
    const own = await withCart(shop);
    const [row] = await shop.database.query<{ id: number; cart_id: string }>(
      'SELECT id, cart_id FROM checkouts WHERE token = ?',
      [review['checkout_token']],
    );
    const reach = {
      id: String(row!.id),
      cart_id: row!.cart_id,
      token: review['checkout_token']!,
      customer_id: '1',
      userId: '1',
      open_cart_id: row!.cart_id,
    };
    expect((await own.post(CONTACT, { ...contact, address1: '66 Evil Road', ...reach })).status).toBe(303);
    expect((await other.get('/checkout/review')).text).not.toContain('66 Evil Road');
    expect((await own.get(CONTACT)).text).toContain('66 Evil Road');
    expect(await reachReview(other)).toEqual(review);
  });

  describe('B35 an order without a cart', () => {
    it('that is empty leads to the cart', async () => {
      const [shopper, review] = await atReview(shop);
      await shopper.post('/cart/clear');
      await expectSent(shopper, () => placeOrder(shopper, review), '/cart');
      expect((await shopper.get('/cart')).text).toMatch(/empty/i);
      for (const path of [
        '/checkout',
        CONTACT,
        '/checkout/delivery',
        '/checkout/payment',
        '/checkout/review',
      ])
        await expectSent(shopper, () => shopper.get(path), '/cart');
    });

    it('that was ordered already is answered with that order', async () => {
      const [shopper, review] = await atReview(shop);
      const first = await placeOrder(shopper, review);
      const before = await picture(shop, shopper);
      const again = await placeOrder(shopper, review);
      expect([again.status, again.headers.location]).toEqual([303, first.headers.location]);
      expect(await picture(shop, shopper)).toEqual(before);
    });

    it('by a visitor whose session has ended orders nothing', async () => {
      const [, review] = await atReview(shop);
      const stranger = shop.shopper();
      await expectSent(stranger, () => placeOrder(stranger, review), '/cart');
      for (const token of [review['checkout_token']!, 'A'.repeat(22)]) {
        await placeOrder(stranger, { ...review, checkout_token: token });
        expect((await stranger.get('/cart')).text).toContain('nothing was ordered');
      }
    });

    it('of somebody else is not there', async () => {
      const [, review] = await atReview(shop);
      const thief = await withCart(shop);
      await thief.post(CONTACT, contact);
      const answer = await expectRefused(shop, thief, () => placeOrder(thief, review), 404);
      expect(answer.text).not.toContain(ada['address-line1']!);
    });

    it.each(['', 'x', 'A'.repeat(22), '../../x', "' OR 1=1--", '0'.repeat(5000)])(
      'with the token %.30j orders nothing',
      async (token) => {
        const [shopper, review] = await atReview(shop);
        const deed = () => placeOrder(shopper, { ...review, checkout_token: token });
        await expectRefused(shop, shopper, deed, [303, 400, 404]);
        expect(await itemCount(shopper)).toBe(1);
      },
    );
  });

  it('B36 who skips steps is led to the first that is missing', async () => {
    const shopper = await withCart(shop);
    const place = () => shopper.post(PLACE, { checkout_token: 'A'.repeat(22), fingerprint: 'x' });
    await expectSent(shopper, place, CONTACT);
    for (const path of ['/checkout/delivery', '/checkout/payment', '/checkout/review'])
      await expectSent(shopper, () => shopper.get(path), CONTACT);
    await expectSent(
      shopper,
      () => shopper.post('/checkout/payment', { payment_method: 'invoice' }),
      CONTACT,
    );
    await expectSent(
      shopper,
      () => shopper.post('/checkout/delivery', { delivery_method: 'standard' }),
      CONTACT,
    );

    expect((await shopper.post(CONTACT, contact)).headers.location).toBe('/checkout');
    const token = await openToken();
    const confirm = () => shopper.post(PLACE, { checkout_token: token, fingerprint: 'x' });
    await expectSent(shopper, confirm, '/checkout/delivery');
    await expectSent(
      shopper,
      () => shopper.post('/checkout/payment', { payment_method: 'invoice' }),
      '/checkout/delivery',
    );
    await expectSent(shopper, () => shopper.get('/checkout/review'), '/checkout/delivery');

    await shopper.post('/checkout/delivery', { delivery_method: 'standard' });
    await expectSent(shopper, confirm, '/checkout/payment');
    await expectSent(shopper, () => shopper.get('/checkout/review'), '/checkout/payment');
    expect(await itemCount(shopper)).toBe(1);
  });
});
