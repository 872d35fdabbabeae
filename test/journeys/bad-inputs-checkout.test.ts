import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../support/buying.js';
import { mailsIn } from '../support/mails.js';
import { TestShop } from '../support/shop.js';
import type { Answer, Shopper } from '../support/shopper.js';
import { until } from '../support/until.js';
import { expectPlain, expectRefused, expectServing, picture } from '../support/unharmed.js';

const PASSWORD = 'nine tents by the lake';
const CONTACT = '/checkout/contact';
const PLACE = '/checkout/orders';
const contact = {
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  address1: '12 St James Square',
  city: 'Portland',
  region: 'OR',
  postcode: '97201',
  country: 'US',
  billing_same: '1',
};
type Review = Record<string, string>;

interface OrderRow {
  id: number;
  number: string;
  token: string;
  subtotal: number;
  total: number;
  discount: number;
  currency: string;
}

describe('bad inputs to the checkout', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop?.close());

  const withCart = async (handles = ['plenty']): Promise<Shopper> => {
    const shopper = shop.shopper();
    for (const handle of handles)
      expect((await shopper.post('/cart/add', { id: shop.variant(handle) })).status).toBe(303);
    return shopper;
  };
  const atReview = async (handles?: string[]): Promise<[Shopper, Review]> => {
    const shopper = await withCart(handles);
    return [shopper, await reachReview(shopper)];
  };
  const orders = async (): Promise<OrderRow[]> => {
    type Row = Record<'id' | 'token' | 'currency' | 'subtotal' | 'total' | 'discount', unknown>;
    const rows = await shop.database.query<Row>('SELECT * FROM orders ORDER BY id');
    return rows.map(({ id, token, currency, subtotal, total, discount }) => ({
      id: Number(id),
      number: String(Number(id)),
      token: token as string,
      currency: currency as string,
      subtotal: Number(subtotal),
      total: Number(total),
      discount: Number(discount),
    }));
  };
  const itemCount = async (shopper: Shopper) =>
    ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;
  const openToken = async (): Promise<string> => {
    const sql = 'SELECT token FROM checkouts WHERE open_cart_id IS NOT NULL ORDER BY id DESC LIMIT 1';
    return (await shop.database.query<{ token: string }>(sql))[0]!.token;
  };
  /** The page says where it went instead; nothing was ordered. */
  const expectSent = async (shopper: Shopper, deed: () => Promise<Answer>, where: string) => {
    const before = (await orders()).length;
    const answer = await deed();
    expect([answer.status, answer.headers.location]).toEqual([303, where]);
    expect((await orders()).length).toBe(before);
    await expectServing(shopper);
  };

  it('B6 prices, totals, discounts and currencies that are sent along change nothing', async () => {
    const [shopper, review] = await atReview();
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
    const order = (await orders()).at(-1)!;
    expect(order).toMatchObject({ subtotal: 1900, discount: 0, currency: 'USD' });
    const seen = JSON.parse(review['seen']!) as { total: number };
    expect(order.total).toBe(seen.total);
    expect(order.total).toBeGreaterThan(1900);
  });

  it('B6 what a page claims to have shown is only ever shown', async () => {
    const [shopper, review] = await atReview();
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
      const shopper = await withCart();
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
      const shopper = await withCart();
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
    const [other, review] = await atReview();
    const own = await withCart();
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

  describe('B14 what belongs to somebody else', () => {
    let owner: Shopper;
    let stranger: Shopper;
    let order: OrderRow;

    beforeAll(async () => {
      owner = await withCart();
      await owner.post('/account/register', { email: 'owner@example.com', password: PASSWORD });
      expect((await placeOrder(owner, await reachReview(owner))).status).toBe(303);
      order = (await orders()).at(-1)!;
      stranger = await withCart();
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

  describe('B15, B17, B18 names, addresses and notes', () => {
    const fine: [string, string][] = [
      ['one character', 'x'],
      ['255 characters', 'n'.repeat(255)],
      ['255 characters outside the first plane', '🏕'.repeat(255)],
      ['combining characters', 'Zoe\u0308 Z\u0351\u0327\u034aalgo'],
      ['another direction', 'עדה \u202eevil'],
      ['markup', `<script>alert(1)</script>"><img src=x onerror=alert(1)>{{constructor}}{{#with this}}`],
      ['a formula', '=HYPERLINK("http://evil")'],
    ];
    it.each(fine)('of %s go through the whole checkout as they are', async (_what, text) => {
      const shopper = await withCart();
      await shopper.postJson('/cart/update.js', { note: text, attributes: { gift: text } });
      await shopper.postJson('/cart/add.js', { id: shop.variant('plenty'), properties: { engraving: text } });
      const person = { ...ada, 'family-name': text, 'address-line1': text, 'address-level2': text };
      const answer = await placeOrder(shopper, await reachReview(shopper, person));
      expect(answer.status).toBe(303);
      const [order] = await shop.database.query<{ address: string }>(
        'SELECT shipping_address AS address FROM orders ORDER BY id DESC LIMIT 1',
      );
      const address = (
        typeof order!.address === 'string' ? JSON.parse(order!.address) : order!.address
      ) as object;
      expect(address).toMatchObject({ lastName: text, address1: text, city: text });
      const page = await shopper.get(answer.headers.location!);
      expectPlain(page, 200);
      expect(page.text).toContain(escaped(text));
      expect(page.text).not.toMatch(/<script>alert|<img src=x/);
    });

    it('of markup are text in the mail too', async () => {
      await shop.startWorker();
      const due = 'SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL';
      await until('every mail written', async () => {
        const [left] = await shop.database.query<{ n: number }>(due);
        return left!.n === 0;
      });
      const mails = mailsIn(shop.mailDir).map(({ source }) => htmlPart(source));
      expect(mails.filter((html) => html.includes('&lt;script&gt;alert(1)'))).not.toEqual([]);
      for (const html of mails) expect(html).not.toMatch(/<script|<img src=x/);
    });

    const bad: [string, string][] = [
      ['256 characters', 'n'.repeat(256)],
      ['10,000 characters', 'n'.repeat(10_000)],
      ['a line break and another header', 'Ada\r\nBcc: x@example.com'],
      ['a NUL', 'Ada\0'],
      ['nothing but blanks', '   '],
    ];
    it.each(bad)('of %s are refused, and what was typed stays', async (what, text) => {
      const shopper = await withCart();
      for (const field of ['last_name', 'address1', 'city']) {
        const send = () => shopper.post(CONTACT, { ...contact, [field]: text });
        const { text: page } = await expectRefused(shop, shopper, send, [400, 422]);
        expect(page, what).toContain(`id="${field}-error"`);
        expect(page).toContain('value="ada@example.com"');
      }
    });

    it('of half a character are refused', async () => {
      const shopper = await withCart();
      const body = JSON.stringify({ ...contact, last_name: 'Ada' }).replace('Ada', 'Ada\\ud800');
      await expectRefused(
        shop,
        shopper,
        () => shopper.postBody(CONTACT, body, 'application/json'),
        [400, 422],
      );
      const raw = `${new URLSearchParams(contact).toString()}&company=%ED%A0%80`;
      const send = () => shopper.postBody(CONTACT, raw, 'application/x-www-form-urlencoded');
      await expectRefused(shop, shopper, send, [400, 422]);
    });

    it.each([
      'a@b',
      'a@x.com.',
      '@',
      'x',
      '',
      'a b@x.com',
      `${'a'.repeat(309)}@example.com`,
      'a@x.com\r\nBcc: b@x.com',
      'a@x.com,b@x.com',
      '\u0430@x.com',
    ])('the e-mail address %j is refused', async (email) => {
      const shopper = await withCart();
      const { text } = await expectRefused(
        shop,
        shopper,
        () => shopper.post(CONTACT, { ...contact, email }),
        [400, 422],
      );
      expect(text).toContain('id="email-error"');
    });

    it.each([
      ['country', 'XX'],
      ['country', 'us'],
      ['country', '<b>'],
      ['country', ''],
      ['postcode', 'not a zip'],
      ['postcode', "97201' OR 1=1"],
      ['postcode', '97201\n97202'],
      ['region', ''],
      ['phone', 'call me'],
    ])('the %s %j is refused', async (field, text) => {
      const shopper = await withCart();
      await expectRefused(
        shop,
        shopper,
        () => shopper.post(CONTACT, { ...contact, [field]: text }),
        [400, 422],
      );
    });

    it.each(['', 'pigeon', 'standard ', 'STANDARD', '0', '__proto__', 'constructor'])(
      'no parcel goes and nothing is paid by %j',
      async (method) => {
        const shopper = await withCart();
        await shopper.post(CONTACT, contact);
        await expectRefused(
          shop,
          shopper,
          () => shopper.post('/checkout/delivery', { delivery_method: method }),
          [400, 422],
        );
        await shopper.post('/checkout/delivery', { delivery_method: 'standard' });
        await expectRefused(
          shop,
          shopper,
          () => shopper.post('/checkout/payment', { payment_method: method }),
          [400, 422],
        );
      },
    );
  });

  it('B33 fifty identical orders at once are one order, and all hear of it', async () => {
    const [shopper, review] = await atReview();
    const before = (await orders()).length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => placeOrder(shopper.twin(), review)));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(303);
    const all = await orders();
    expect(all.length).toBe(before + 1);
    expect(answers[0]!.headers.location).toBe(`/orders/${all.at(-1)!.token}`);
    expect(await itemCount(shopper)).toBe(0);
    const sql = "SELECT COUNT(*) AS n FROM outbox WHERE dedupe_key = CONCAT('mail:order-confirmed:', ?)";
    const [mails] = await shop.database.query<{ n: number }>(sql, [all.at(-1)!.id]);
    expect(mails!.n).toBe(1);
    await expectServing(shopper);
  });

  it('B34 the same order with another address, from a second tab, is answered with the order there is', async () => {
    const [shopper, first] = await atReview();
    expect((await shopper.post(CONTACT, { ...contact, address1: '1 Other Street' })).status).toBe(303);
    const second = await reachReview(shopper);
    expect(second['checkout_token']).toBe(first['checkout_token']);
    expect((await placeOrder(shopper, second)).status).toBe(303);
    const order = (await orders()).at(-1)!;
    const answer = await expectRefused(shop, shopper, () => placeOrder(shopper, first), 409);
    expect(answer.text).toContain(order.number);
    expect(answer.text).toContain(`/orders/${order.token}`);
  });

  it('B34 so is the same order with another cart', async () => {
    const [shopper, first] = await atReview();
    await shopper.post('/cart/add', { id: shop.variant('ten-left') });
    const changed = await placeOrder(shopper, first);
    expectPlain(changed, 409);
    const second = await reachReview(shopper);
    expect((await placeOrder(shopper, second)).status).toBe(303);
    const order = (await orders()).at(-1)!;
    expect(order.subtotal).toBe(1900 + 2500);
    const answer = await expectRefused(shop, shopper, () => placeOrder(shopper, first), 409);
    expect(answer.text).toContain(order.number);
  });

  describe('B35 an order without a cart', () => {
    it('that is empty leads to the cart', async () => {
      const [shopper, review] = await atReview();
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
      const [shopper, review] = await atReview();
      const first = await placeOrder(shopper, review);
      const before = await picture(shop, shopper);
      const again = await placeOrder(shopper, review);
      expect([again.status, again.headers.location]).toEqual([303, first.headers.location]);
      expect(await picture(shop, shopper)).toEqual(before);
    });

    it('by a visitor whose session has ended orders nothing', async () => {
      const [, review] = await atReview();
      const stranger = shop.shopper();
      const answer = await expectRefused(shop, stranger, () => placeOrder(stranger, review), [303, 404]);
      if (answer.status === 303) expect(answer.headers.location).toMatch(/^\/(cart|account\/login)/);
    });

    it('of somebody else is not there', async () => {
      const [, review] = await atReview();
      const thief = await withCart();
      await thief.post(CONTACT, contact);
      const answer = await expectRefused(shop, thief, () => placeOrder(thief, review), 404);
      expect(answer.text).not.toContain(ada['address-line1']!);
    });

    it.each(['', 'x', 'A'.repeat(22), '../../x', "' OR 1=1--", '0'.repeat(5000)])(
      'with the token %.30j orders nothing',
      async (token) => {
        const [shopper, review] = await atReview();
        const deed = () => placeOrder(shopper, { ...review, checkout_token: token });
        await expectRefused(shop, shopper, deed, [303, 400, 404]);
        expect(await itemCount(shopper)).toBe(1);
      },
    );
  });

  it('B36 who skips steps is led to the first that is missing', async () => {
    const shopper = await withCart();
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

  it('B37 the last one, wanted by two at once, is sold once; the other keeps the cart and is told', async () => {
    const buyers = await Promise.all([atReview(['last-one', 'plenty']), atReview(['last-one', 'plenty'])]);
    const before = (await orders()).length;
    const answers = await Promise.all(buyers.map(([shopper, review]) => placeOrder(shopper, review)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 409]);
    expect((await orders()).length).toBe(before + 1);
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

/** The HTML of a mail, its folded lines joined. */
const htmlPart = (source: string): string =>
  (source.split(/^--\S+\r\n/m).find((part) => /^content-type: text\/html/im.test(part)) ?? '')
    .replaceAll('=\r\n', '')
    .replaceAll('=3D', '=');

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('=', '&#x3D;');
