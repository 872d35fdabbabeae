import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';
import { CartCopiesService } from '../../src/shop/cart/cart-copies.service.js';
import { ModerateReviewsService } from '../../src/shop/reviews/moderate-reviews.service.js';
import { isSignedIn, PASSWORD } from '../support/devices.js';
import type { Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';
import { audit } from './orders-shop.js';
import { AccountShop, ADDRESS_FORM } from '../support/account-shop.js';

const ADDRESSES = '/account/addresses';

let shop: AccountShop;

beforeAll(async () => {
  shop = await AccountShop.open();
});
afterAll(() => shop?.close());

const whereTo = ({ status, headers }: Answer) => [status, headers.location];

describe('the data of a customer', () => {
  const DATA = '/account/data';
  const password = { current_password: PASSWORD };

  const authorOf = (id: number) => `Grace no. ${id} of the lake`;

  /** Somebody of whom every part of the shop knows something. */
  async function regular() {
    const person = await shop.customer();
    const { desk, email, id } = person;
    await desk.post(ADDRESSES, { ...ADDRESS_FORM, address1: '1 First Street' });
    await desk.post('/cart/add', { id: shop.ids.mug, quantity: 2 });
    await desk.post('/checkout/contact', { ...ADDRESS_FORM, email, billing_same: '1' });
    await desk.post('/checkout/delivery', { delivery_method: 'standard' });
    await desk.post('/checkout/payment', { payment_method: 'invoice' });
    const review = (await desk.get('/checkout/review')).text;
    const fields = ['checkout_token', 'fingerprint', 'seen'].map((name) => [
      name,
      new RegExp(`name="${name}" value="([^"]*)"`).exec(review)?.[1]?.replaceAll('&quot;', '"') ?? '',
    ]);
    const placed = await desk.post('/checkout/orders', Object.fromEntries(fields) as Record<string, string>);
    const token = /^\/orders\/([\w-]{22})$/.exec(placed.headers.location ?? '')![1]!;
    await desk.post('/cart/add', { id: shop.ids.small });
    await desk.post('/wishlist/add', { id: shop.ids.mug });
    await desk.post('/products/beanie/alert', { variant: shop.ids.large, email });
    await desk.post('/account/newsletter');
    await shop.web.app.get(IssueCreditService).giveStoreCredit(id, 1234, 'sorry');
    const [line] = await shop.db.database.query<{ id: number; productId: number }>(
      `SELECT l.id, v.product_id AS productId FROM order_lines l JOIN orders o ON o.id = l.order_id
       JOIN variants v ON v.id = l.variant_id WHERE o.token = ?`,
      [token],
    );
    await shop.db.database.execute(
      `INSERT INTO reviews (product_id, order_line_id, stars, title, body, author, state, written_at)
       VALUES (?, ?, 5, 'Holds', 'It holds coffee.', ?, 'waiting', UTC_TIMESTAMP(3))`,
      [line!.productId, line!.id, authorOf(id)],
    );
    const [written] = await shop.db.database.query<{ id: number }>(
      'SELECT id FROM reviews WHERE order_line_id = ?',
      [line!.id],
    );
    await shop.web.app.get(ModerateReviewsService).publish(written!.id, 1);
    return { ...person, token };
  }
  /** Rows that still name the customer, by table. */
  async function traces(id: number, email: string): Promise<Record<string, number>> {
    const columns = await shop.db.database.query<{ t: string; c: string }>(
      `SELECT TABLE_NAME AS t, COLUMN_NAME AS c FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
       AND COLUMN_NAME IN ('customer_id', 'asked_by', 'default_of')`,
    );
    const cart = `c-${id}`;
    const asked: [string, string, unknown][] = [
      ...columns.map(({ t, c }): [string, string, unknown] => [t, c, id]),
      ['customers', 'id', id],
      ['customers', 'email', email],
      ['checkouts', 'open_cart_id', cart],
      ['wishlist_items', 'owner', cart],
      ['stock_alerts', 'email', email],
      ['reviews', 'author', authorOf(id)],
    ];
    const found: Record<string, number> = {};
    for (const [table, column, value] of asked) {
      const [row] = await shop.db.database.query<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${table} WHERE ${column} = ?`,
        [value],
      );
      if (row!.n > 0) found[`${table}.${column}`] = row!.n;
    }
    return found;
  }

  it('is one file, with everything and no key to anything, for who knows the password', async () => {
    const { desk, email, id, token } = await regular();
    expect((await desk.get(DATA)).text).toContain('Download the file');
    const wrong = await desk.post(DATA, { current_password: 'not the password' });
    expect([wrong.status, wrong.text.includes('This is not your current password.')]).toEqual([422, true]);
    const answer = await desk.post(DATA, password);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=my-data-[\d-]{10}\.json$/);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.json()).toMatchObject({
      account: { email, firstName: 'Grace', lastName: 'Hopper' },
      addresses: [{ isDefault: true, address1: '1 First Street' }],
      addressOfLastOrder: { address1: '12 Larch Lane' },
      orders: [
        {
          shippingAddress: { address1: '12 Larch Lane' },
          lines: [{ title: 'Enamel mug', quantity: 2 }],
          returns: [],
          reviews: [{ of: 'Enamel mug', author: authorOf(id), state: 'published' }],
        },
      ],
      storeCredit: [{ balance: 1234, entries: [{ amount: 1234, note: 'sorry' }] }],
      wishlist: { things: [{ name: 'Enamel mug' }], isShared: false },
      cart: { lines: [{ variantId: shop.ids.small, quantity: 1 }] },
      stockAlerts: [{ name: 'Beanie, Moss / L', email }],
      newsletter: [
        { email, confirmedAt: null, wording: expect.stringContaining('about once a month') as string },
      ],
      devices: [{ device: expect.anything() as object }],
    });
    const [row] = await shop.db.database.query<{ hash: string; checkout: string; letters: string }>(
      `SELECT c.password_hash AS hash, o.checkout_token AS checkout, n.token AS letters FROM customers c
       JOIN orders o ON o.customer_id = c.id JOIN newsletter_subscriptions n ON n.asked_by = c.id WHERE c.email = ?`,
      [email],
    );
    const cookies = [...desk.cookies.values()].map(
      (cookie) => decodeURIComponent(cookie).replace(/^s:/, '').split('.')[0]!,
    );
    for (const secret of [token, row!.hash, row!.checkout, row!.letters, ...cookies]) {
      expect(secret.length).toBeGreaterThanOrEqual(10);
      expect(answer.text).not.toContain(secret);
    }
  });

  it('S7 goes with the account, at once and everywhere; orders stay, and reviews without a name', async () => {
    const { desk, email, id, token } = await regular();
    const phone = await shop.devices.signIn(email);
    const before = desk.twin();
    const asked = await desk.get(`${DATA}/delete`);
    expect(asked.text).toContain('You have store credit of $12.34.');
    expect((await desk.post(`${DATA}/delete`, { current_password: 'not the password' })).status).toBe(422);
    expect(await isSignedIn(desk)).toBe(true);
    expect(Object.keys(await traces(id, email)).length).toBeGreaterThan(9);
    await until(
      'the name is shown',
      async () => (await desk.get('/products/mug')).text.includes(authorOf(id)),
      1000,
    );

    expect(whereTo(await desk.post(`${DATA}/delete`, password))).toEqual([303, `${DATA}/gone`]);
    expect((await desk.get(`${DATA}/gone`)).text).toContain('Your account is deleted');
    expect(await traces(id, email)).toEqual({});
    for (const browser of [desk, phone, before]) {
      expect(await isSignedIn(browser)).toBe(false);
      expect((await browser.get('/cart.js')).json()).toMatchObject({ item_count: 0 });
    }
    expect((await desk.post('/account/login', { email, password: PASSWORD })).status).toBe(422);
    expect((await shop.browser().get(`/orders/${token}`)).text).toContain('12 Larch Lane');
    const page = async () => (await shop.browser().get('/products/mug')).text;
    await until('the name has gone', async () => !(await page()).includes(authorOf(id)), 1000);
    const product = await page();
    expect(product).toContain('Somebody who has left');
    expect(product).not.toContain('"name":""');
    const copies = shop.web.app.get(CartCopiesService);
    while ((await copies.saveChanged(100, -1)) > 0);
    expect(await traces(id, email)).toEqual({});
    expect(await audit(shop.db.database)).toEqual({});
    // The address is free for somebody new.
    const again = { email, password: PASSWORD, first_name: 'Ada', last_name: '' };
    expect((await desk.post('/account/register', again)).status).toBe(303);
    expect((await desk.get('/account')).text).toContain('Nothing ordered yet.');
  });

  it.each(['', '/delete'])(
    'S37 is nobody else’s, from no other site, and no form that nobody wrote: %s',
    async (path) => {
      const guest = shop.browser();
      expect((await guest.post(DATA + path, password)).headers.location).toMatch(
        /^\/account\/login\?return_to=/,
      );
      expect((await guest.get(DATA + path)).headers.location).toMatch(/^\/account\/login\?return_to=/);
      const { desk } = await shop.customer();
      const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
      expect((await desk.post(DATA + path, password, foreign)).status).toBe(403);
      for (const form of [{}, { 'current_password[]': PASSWORD }])
        expect((await desk.post(DATA + path, form as Record<string, string>)).status).toBe(400);
      expect(await isSignedIn(desk)).toBe(true);
    },
  );
});
