import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import {
  atReview,
  CONTACT,
  contact,
  itemCount,
  ordersOf,
  withCart,
  type OrderRow,
} from '../support/checkout-visits.js';
import { TestShop } from '../support/shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { expectPlain, expectRefused, expectServing } from '../support/unharmed.js';

const PASSWORD = 'nine tents by the lake';

describe('orders that are not one’s own, not the first, or not to be had', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop?.close());

  describe('B14 what belongs to somebody else', () => {
    let owner: Shopper;
    let stranger: Shopper;
    let order: OrderRow;

    beforeAll(async () => {
      owner = await withCart(shop);
      await owner.post('/account/register', { email: 'owner@example.com', password: PASSWORD });
      expect((await placeOrder(owner, await reachReview(owner))).status).toBe(303);
      order = (await ordersOf(shop)).at(-1)!;
      stranger = await withCart(shop);
      await stranger.post('/account/register', { email: 'stranger@example.com', password: PASSWORD });
      await stranger.get('/account');
    });

    it('the owner finds the order', async () => {
      expect((await owner.get(`/account/orders/${order.number}`)).headers.location).toBe(
        `/orders/${order.token}`,
      );
      expect((await owner.get('/account')).text).toContain(order.number);
    });

    it('a stranger hears the same as for an order that does not exist', async () => {
      const none = await stranger.get('/account/orders/99999999');
      expect(none.status).toBe(404);
      const wished = [
        order.number,
        order.id,
        Number(order.number) + 1,
        `-${order.number}`,
        `${order.number}.0`,
        `0${order.number}`,
        `${order.number}%20`,
        ` ${order.number}`,
        `${order.number}'--`,
        '1e3',
        '../1001',
        order.token,
        'NaN',
      ];
      for (const number of wished) {
        const path = `/account/orders/${encodeURIComponent(number)}`;
        const answer = await expectRefused(shop, stranger, () => stranger.get(path), 404);
        expect(plain(answer.text)).toBe(plain(none.text));
      }
      expect((await stranger.get('/account')).text).not.toContain(order.number);
    });

    it('a guest is asked to sign in, whether the order exists or not', async () => {
      for (const number of [order.number, '99999999'])
        expect((await shop.shopper().get(`/account/orders/${number}`)).status).toBe(303);
    });

    it('no address but the whole right one shows an order', async () => {
      const { token } = order;
      const swapped = token.replace(/[a-z]/i, (char) =>
        char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
      );
      const wrong = [
        swapped,
        token.toUpperCase(),
        token.toLowerCase(),
        token.slice(0, -1),
        `${token}A`,
        `${token}%20`,
        `%20${token}`,
        `${token}%00`,
        `${token}=`,
        order.number,
        String(order.id),
        '-1',
        '%25',
        '_'.repeat(token.length),
        `${token}'--`,
        `${token};x`,
        `${token}.json`,
        encodeURIComponent(token.replaceAll('-', '–')),
      ];
      for (const text of wrong.filter((one) => one !== token)) {
        const answer = await expectRefused(shop, stranger, () => stranger.get(`/orders/${text}`), 404);
        expect(answer.text, text).not.toContain(order.number);
      }
      const page = await stranger.get(`/orders/${token}`);
      expect(page.status).toBe(200);
      expect(page.headers['cache-control']).toContain('no-store');
      expect(page.headers['x-robots-tag']).toContain('noindex');
    });

    it('nobody else decides about its payment', async () => {
      const reference = randomBytes(16).toString('base64url');
      for (const path of [
        `/checkout/confirm/${reference}`,
        '/checkout/confirm/1',
        `/checkout/confirm/${order.token}`,
      ]) {
        await expectRefused(shop, stranger, () => stranger.get(path), 404);
        await expectRefused(shop, stranger, () => stranger.post(path, { decision: 'yes' }), 404);
      }
    });
  });

  it('B33 fifty identical orders at once are one order, and all hear of it', async () => {
    const [shopper, review] = await atReview(shop);
    const before = (await ordersOf(shop)).length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => placeOrder(shopper.twin(), review)));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(303);
    const all = await ordersOf(shop);
    expect(all.length).toBe(before + 1);
    expect(answers[0]!.headers.location).toBe(`/orders/${all.at(-1)!.token}`);
    expect(await itemCount(shopper)).toBe(0);
    const sql = "SELECT COUNT(*) AS n FROM outbox WHERE dedupe_key = CONCAT('mail:order-confirmed:', ?)";
    const [mails] = await shop.database.query<{ n: number }>(sql, [all.at(-1)!.id]);
    expect(mails!.n).toBe(1);
    await expectServing(shopper);
  });

  it('B34 the same order with another address, from a second tab, is answered with the order there is', async () => {
    const [shopper, first] = await atReview(shop);
    expect((await shopper.post(CONTACT, { ...contact, address1: '1 Other Street' })).status).toBe(303);
    const second = await reachReview(shopper);
    expect(second['checkout_token']).toBe(first['checkout_token']);
    expect((await placeOrder(shopper, second)).status).toBe(303);
    const order = (await ordersOf(shop)).at(-1)!;
    const answer = await expectRefused(shop, shopper, () => placeOrder(shopper, first), 409);
    expect(answer.text).toContain(order.number);
    expect(answer.text).toContain(`/orders/${order.token}`);
  });

  it('B34 so is the same order with another cart', async () => {
    const [shopper, first] = await atReview(shop);
    await shopper.post('/cart/add', { id: shop.variant('ten-left') });
    const changed = await placeOrder(shopper, first);
    expectPlain(changed, 409);
    const second = await reachReview(shopper);
    expect((await placeOrder(shopper, second)).status).toBe(303);
    const order = (await ordersOf(shop)).at(-1)!;
    expect(order.subtotal).toBe(1900 + 2500);
    const answer = await expectRefused(shop, shopper, () => placeOrder(shopper, first), 409);
    expect(answer.text).toContain(order.number);
  });

  it('B37 the last one, wanted by two at once, is sold once; the other keeps the cart and is told', async () => {
    const buyers = await Promise.all([
      atReview(shop, ['last-one', 'plenty']),
      atReview(shop, ['last-one', 'plenty']),
    ]);
    const before = (await ordersOf(shop)).length;
    const answers = await Promise.all(buyers.map(([shopper, review]) => placeOrder(shopper, review)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 409]);
    expect((await ordersOf(shop)).length).toBe(before + 1);
    expect(await shop.available('last-one')).toBe(0);
    const loser = answers.findIndex(({ status }) => status === 409);
    expectPlain(answers[loser]!, 409);
    expect(answers[loser]!.text).toMatch(/last one/i);
    expect(answers[loser]!.text).toMatch(/sold out/i);
    const [shopper] = buyers[loser]!;
    expect(await itemCount(shopper)).toBe(2);
    expect((await shopper.get('/checkout')).headers.location).toBe('/cart');
    await shopper.post('/cart/change', { id: shop.variant('last-one'), quantity: 0 });
    expect((await placeOrder(shopper, await reachReview(shopper))).status).toBe(303);
    await expectServing(shopper);
  });
});

/** Every answer has its own request id, and says the address it was asked for. */
const plain = (html: string): string => html.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
