import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/platform/database/database.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { audit } from './orders-shop.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let ids: Awaited<ReturnType<typeof fillShop>>;
let shopper: Shopper;

const contact = {
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Byron',
  address1: '12 Larch Lane',
  city: 'Portland',
  region: 'OR',
  postcode: '97205',
  country: 'US',
  billing_same: '1',
};

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ids = await fillShop(web.app);
});
afterAll(async () => {
  expect(await audit(db.database)).toEqual({});
  await web.close();
  await db.drop();
});
beforeEach(() => void (shopper = new Shopper(web.url)));

const add = (id: number, quantity = 1) => shopper.post('/cart/add', { id, quantity });
const whereTo = (answer: Answer) => [answer.status, answer.headers.location];
const field = (page: Answer, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1]?.replaceAll('&quot;', '"') ?? '';
const itemsLeft = async () => ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;
const ordersOf = (token: string) =>
  web.app
    .get(Database)
    .query<{ id: number; total: number }>('SELECT id, total FROM orders WHERE checkout_token = ?', [token]);

/** Up to the review; answers what its button sends. */
async function review(method = 'invoice', more: Record<string, string> = {}) {
  await shopper.post('/checkout/contact', { ...contact, ...more });
  await shopper.post('/checkout/delivery', { delivery_method: 'standard' });
  await shopper.post('/checkout/payment', { payment_method: method });
  const page = await shopper.get('/checkout/review');
  const names = ['checkout_token', 'fingerprint', 'seen'];
  return Object.fromEntries(names.map((name) => [name, field(page, name)])) as Record<
    'checkout_token' | 'fingerprint' | 'seen',
    string
  >;
}
const place = (form: Record<string, string>) => shopper.post('/checkout/orders', form);

describe('the steps', () => {
  it('come one after the other and cannot be skipped', async () => {
    await add(ids.mug);
    for (const step of ['delivery', 'payment', 'review'])
      expect(whereTo(await shopper.get(`/checkout/${step}`))).toEqual([303, '/checkout/contact']);
    expect(whereTo(await shopper.post('/checkout/payment', { payment_method: 'invoice' }))).toEqual([
      303,
      '/checkout/contact',
    ]);
    expect(whereTo(await place({}))).toEqual([303, '/checkout/contact']);
    await shopper.post('/checkout/contact', contact);
    expect(whereTo(await shopper.get('/checkout/review'))).toEqual([303, '/checkout/delivery']);
    expect(whereTo(await place({}))).toEqual([303, '/checkout/delivery']);
    await shopper.post('/checkout/delivery', { delivery_method: 'express' });
    expect(whereTo(await shopper.get('/checkout'))).toEqual([303, '/checkout/payment']);
    await shopper.post('/checkout/payment', { payment_method: 'invoice' });
    expect((await shopper.get('/checkout/review')).text).toContain('Place order for $33.90');
  });

  it('send an empty cart, or none, back to the cart without making a session', async () => {
    for (const path of ['/checkout', '/checkout/review'])
      expect(whereTo(await shopper.get(path))).toEqual([303, '/cart']);
    expect(shopper.cookies.size).toBe(0);
    expect(whereTo(await place({ checkout_token: 'x', fingerprint: 'y' }))).toEqual([303, '/cart']);
    expect([...shopper.cookies.keys()]).toEqual(['cloudcart-message']);
    expect((await shopper.get('/cart')).text).toContain('nothing was ordered');
  });

  it('come back with what was typed and a sentence next to each field', async () => {
    await add(ids.mug);
    const answer = await shopper.post('/checkout/contact', {
      ...contact,
      email: 'ada@nowhere',
      last_name: '',
      address1: '"><script>alert(1)</script>',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="ada@nowhere"');
    expect(answer.text).toContain('id="email-error"');
    expect(answer.text).toContain('Please enter your last name.');
    expect(answer.text).not.toContain('<script>alert(1)');
    expect(answer.text).toMatch(/autocomplete="shipping address-line1"/);
    expect(whereTo(await shopper.get('/checkout/delivery'))).toEqual([303, '/checkout/contact']);
  });

  it('refuse forms that no page of ours sends', async () => {
    await add(ids.mug);
    expect(
      (
        await shopper.post('/checkout/contact', [
          ['email', 'a@x.com'],
          ['email', 'b@x.com'],
        ])
      ).status,
    ).toBe(400);
    expect((await shopper.postJson('/checkout/contact', { email: { $ne: 'x' } })).status).toBe(400);
    await shopper.post('/checkout/contact', contact);
    expect((await shopper.post('/checkout/delivery', { delivery_method: 'owl' })).status).toBe(422);
    await shopper.post('/checkout/delivery', { delivery_method: 'standard' });
    expect((await shopper.post('/checkout/payment', { payment_method: 'gold' })).status).toBe(422);
  });

  it('keep a second address for the bill', async () => {
    await add(ids.mug);
    const { billing_same: _same, ...elsewhere } = contact;
    await shopper.post('/checkout/contact', {
      ...elsewhere,
      billing_last_name: 'Lovelace',
      billing_address1: '1 Bill Street',
      billing_city: 'Salem',
      billing_region: 'OR',
      billing_postcode: '97301',
      billing_country: 'US',
    });
    const page = await shopper.get('/checkout/contact');
    expect(page.text).toContain('value="1 Bill Street"');
    expect(page.text).not.toMatch(/name="billing_same" value="1" checked/);
  });
});

describe('the last button', () => {
  it('ends on a page that only this order has, and that nobody keeps', async () => {
    await add(ids.mug, 2);
    const answer = await place(await review());
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/orders\/[A-Za-z0-9_-]{22}$/);
    const stranger = new Shopper(web.url);
    const page = await stranger.get(answer.headers.location!);
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('private, no-store');
    expect(page.text).toContain('<meta name="robots" content="noindex">');
    expect(page.text).toContain('12 Larch Lane');
    expect(page.text).toContain('$43.90');
    expect(await itemsLeft()).toBe(0);
  });

  it.each(['x', '1001', 'A'.repeat(22), 'ü'.repeat(22), '..%2f..%2fetc', '%00'])(
    'shows no order for the token %j',
    async (token) => {
      expect((await shopper.get(`/orders/${encodeURIComponent(decodeURIComponent(token))}`)).status).toBe(
        404,
      );
    },
  );

  it('pressed 50 times at once leads 50 times to the same order', async () => {
    await add(ids.mug);
    const form = await review();
    const answers = await Promise.all(Array.from({ length: 50 }, () => place(form)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await ordersOf(form.checkout_token)).toHaveLength(1);
  });

  it('with other contents names the order that there is', async () => {
    await add(ids.mug);
    const form = await review();
    const first = await place(form);
    const again = await place({ ...form, fingerprint: 'f'.repeat(64) });
    expect(again.status).toBe(409);
    expect(again.text).toContain(first.headers.location!);
    expect(await ordersOf(form.checkout_token)).toHaveLength(1);
  });

  it('from another tab with an older address asks again', async () => {
    await add(ids.mug);
    const old = await review();
    const now = await review('invoice', { address1: '99 Other Road' });
    const answer = await place(old);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('99 Other Road');
    expect(await ordersOf(old.checkout_token)).toHaveLength(0);
    expect((await place(now)).status).toBe(303);
    expect((await place(old)).status).toBe(409);
  });

  it('after a price change shows the old and the new price, and orders only when pressed again', async () => {
    await add(ids.mug);
    const form = await review();
    const database = web.app.get(Database);
    await database.execute('UPDATE variants SET price = 2100 WHERE id = ?', [ids.mug]);
    const answer = await place(form);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Enamel mug: was $19.00, is now $21.00');
    expect(answer.text).toContain('Total: was $24.90, is now $26.90');
    expect(await ordersOf(form.checkout_token)).toHaveLength(0);
    const asked = Object.fromEntries(
      ['checkout_token', 'fingerprint', 'seen'].map((name) => [name, field(answer, name)]),
    );
    expect((await place(asked)).status).toBe(303);
    expect(await ordersOf(form.checkout_token)).toMatchObject([{ total: 2690 }]);
    await database.execute('UPDATE variants SET price = 1900 WHERE id = ?', [ids.mug]);
  });

  it('ignores prices, totals and currencies that somebody adds', async () => {
    await add(ids.mug);
    const form = await review();
    const seen = JSON.stringify({ prices: {}, total: 1 });
    await place({
      ...form,
      seen,
      price: '1',
      total: '1',
      discount: '100',
      currency: 'XXX',
      tax: '0',
      shipping: '0',
    });
    expect(await ordersOf(form.checkout_token)).toMatchObject([{ total: 2490 }]);
  });

  it('for the last one in two hands gives it to one; the other keeps the rest of the cart', async () => {
    await web.app
      .get(Database)
      .execute('UPDATE stock_levels SET on_hand = reserved + 1 WHERE variant_id = ?', [ids.small]);
    const carts = [new Shopper(web.url), new Shopper(web.url)];
    const forms: Record<string, string>[] = [];
    for (const one of carts) {
      shopper = one;
      await add(ids.small);
      await add(ids.mug);
      forms.push(await review());
    }
    const answers = await Promise.all(carts.map((one, i) => one.post('/checkout/orders', forms[i])));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
    const loser = answers.findIndex(({ status }) => status === 409);
    expect(answers[loser]!.text).toContain('Sold out');
    expect(answers[loser]!.text).toContain('Beanie');
    shopper = carts[loser]!;
    expect(await itemsLeft()).toBe(2);
  });

  it("looks for somebody else's checkout as if it were not there", async () => {
    await add(ids.mug);
    const theirs = await review();
    shopper = new Shopper(web.url);
    await add(ids.mug);
    const mine = await review();
    expect((await place({ ...mine, checkout_token: theirs.checkout_token })).status).toBe(404);
    expect(await ordersOf(theirs.checkout_token)).toHaveLength(0);
  });

  it('with a card that says no leads back to the payment, and the cart is as it was', async () => {
    await add(ids.mug, 3);
    const form = await review('test_card_decline');
    expect(whereTo(await place(form))).toEqual([303, '/checkout/payment']);
    expect((await shopper.get('/checkout/payment')).text).toContain('The payment was declined');
    expect(await itemsLeft()).toBe(3);
    expect((await place(await review('test_card_approve'))).headers.location).toMatch(/^\/orders\//);
  });

  it('with a card that asks leads to its page; a no keeps the cart, a yes ends on the order, twice as well', async () => {
    await add(ids.mug);
    const no = (await place(await review('test_card_confirm'))).headers.location!;
    expect(no).toMatch(/^\/checkout\/confirm\//);
    expect((await shopper.get('/checkout/payment')).headers.location).toMatch(/^\/orders\//);
    expect(whereTo(await shopper.post(no, { decision: 'no' }))).toEqual([303, '/checkout/payment']);
    expect(await itemsLeft()).toBe(1);
    const yes = (await place(await review('test_card_confirm'))).headers.location!;
    expect((await shopper.get(yes)).text).toContain('Confirm payment of $24.90');
    const first = await shopper.post(yes, { decision: 'yes' });
    const second = await shopper.post(yes, { decision: 'yes' });
    expect(whereTo(second)).toEqual(whereTo(first));
    expect((await shopper.get(first.headers.location!)).text).toContain('Received');
    expect(await itemsLeft()).toBe(0);
  });
});

describe('delivery estimates', () => {
  const rates = (country: string) =>
    shopper.get(
      `/cart/shipping_rates.json?${new URLSearchParams({ 'shipping_address[zip]': '97205', 'shipping_address[country]': country, 'shipping_address[province]': 'Oregon' })}`,
    );

  it('have the shape of Shopify, cheapest first', async () => {
    await add(ids.mug);
    const { shipping_rates: list } = (await rates('United States')).json() as {
      shipping_rates: Record<string, unknown>[];
    };
    expect(list.map(({ name, code, price, currency }) => ({ name, code, price, currency }))).toEqual([
      { name: 'Standard', code: 'standard', price: '5.90', currency: 'USD' },
      { name: 'Express', code: 'express', price: '14.90', currency: 'USD' },
    ]);
    expect((await rates('de')).status).toBe(200);
  });

  it('say so for a country we do not deliver to', async () => {
    const answer = await rates('Antarctica');
    expect([answer.status, answer.json()]).toEqual([422, { country: ['is not supported'] }]);
  });
});

describe('the checkout of a customer whose session MySQL has ended', () => {
  const toSignIn = [303, '/account/login?return_to=%2Fcheckout'];
  const secret = { email: 'secret@example.com', address1: '7 Hidden Lane' };
  const steps = ['', '/contact', '/delivery', '/payment', '/review'].map((step) => `/checkout${step}`);

  it('shows nothing of theirs, changes nothing and places no order, though its record is still there', async () => {
    const person = { email: 'ended@example.com', password: 'nine tents by the lake' };
    expect((await shopper.post('/account/register', person)).status).toBe(303);
    await add(ids.mug);
    const button = await review('invoice', secret);
    expect((await shopper.get('/checkout/contact')).text).toContain(secret.email);
    const raise = 'UPDATE customers SET session_epoch = session_epoch + 1 WHERE email = ?';
    await db.database.execute(raise, [person.email]);
    expect((await shopper.get('/cart.js')).status).toBe(200);
    for (const path of steps) {
      const page = await shopper.get(path);
      expect([path, whereTo(page)]).toEqual([path, toSignIn]);
      expect(page.text).not.toContain(secret.email);
    }
    expect(
      whereTo(await shopper.post('/checkout/contact', { ...contact, email: 'new@example.com' })),
    ).toEqual(toSignIn);
    expect(whereTo(await shopper.post('/checkout/orders', button))).toEqual(toSignIn);
    expect(await ordersOf(button.checkout_token)).toEqual([]);
    await shopper.post('/account/login', person);
    expect((await shopper.get('/checkout/contact')).text).toContain(secret.email);
  });
});
