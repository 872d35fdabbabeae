import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';
import { AddressBookService, MAX_ADDRESSES } from '../../src/shop/customers/address-book.service.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { ExportNewsletter } from '../../src/shop/newsletter/export-newsletter.service.js';
import { NewsletterService } from '../../src/shop/newsletter/newsletter.service.js';
import { CartCopiesService } from '../../src/shop/cart/cart-copies.service.js';
import { ModerateReviewsService } from '../../src/shop/reviews/moderate-reviews.service.js';
import { exampleAddress } from '../../scripts/bench/orders/example-address.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { Devices, isSignedIn, PASSWORD } from '../support/devices.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../support/shopper.js';
import { until } from '../support/until.js';
import { audit } from './orders-shop.js';

const ADDRESSES = '/account/addresses';
const ROUNDS = 20;

const address = {
  first_name: 'Grace',
  last_name: 'Hopper',
  address1: '12 Larch Lane',
  city: 'Portland',
  region: 'OR',
  postcode: '97205',
  country: 'US',
};

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let ids: Awaited<ReturnType<typeof fillShop>>;
let devices: Devices;

beforeAll(async () => {
  db = await testDatabase();
  await (await testRedis()).close();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ids = await fillShop(web.app);
  devices = new Devices(web.url);
});
afterAll(async () => {
  await web?.close();
  await db?.drop();
});

/** Somebody who is signed in. */
async function customer() {
  const desk = new Shopper(web.url);
  const email = await devices.register(desk);
  const { id } = (await web.app.get(CustomersService).findByEmail(email))!;
  return { desk, email, id };
}
const whereTo = ({ status, headers }: Answer) => [status, headers.location];
const valueOf = (page: Answer, name: string) =>
  new RegExp(`name="${name}" [^>]*value="([^"]*)"`).exec(page.text)?.[1];

describe('addresses', () => {
  const book = () => web.app.get(AddressBookService);
  const at = (street: string) => ({ ...exampleAddress, address1: street });
  /** The streets, as the page shows them; the default first. */
  const streets = async (desk: Shopper) =>
    [
      ...(await desk.get(ADDRESSES)).text.matchAll(/<address[^>]*>\s*<strong>[^<]*<\/strong><br>([^<]*)/g),
    ].map(([, street]) => street);
  const idOf = async (customerId: number, street: string) =>
    (await book().list(customerId)).find((saved) => saved.address.address1 === street)!.id;

  it('are added, changed, made the first and removed; the first one kept comes first', async () => {
    const { desk, id } = await customer();
    expect((await desk.get(ADDRESSES)).text).toContain('No address yet.');
    expect(valueOf(await desk.get(`${ADDRESSES}/new`), 'first_name')).toBe('Grace');
    for (const street of ['1 First Street', '2 Second Street', '3 Third Street', '2 Second Street'])
      expect(whereTo(await desk.post(ADDRESSES, { ...address, address1: street }))).toEqual([303, ADDRESSES]);
    expect(await streets(desk)).toEqual(['1 First Street', '3 Third Street', '2 Second Street']);
    const second = await idOf(id, '2 Second Street');
    expect(whereTo(await desk.post(`${ADDRESSES}/${second}/default`))).toEqual([303, ADDRESSES]);
    expect((await desk.get(ADDRESSES)).text).toContain('This address is used first from now on.');
    expect(valueOf(await desk.get(`${ADDRESSES}/${second}`), 'address1')).toBe('2 Second Street');
    await desk.post(`${ADDRESSES}/${second}`, { ...address, address1: '2 Changed <b>Street</b>' });
    expect(await streets(desk)).toEqual([
      '2 Changed &lt;b&gt;Street&lt;/b&gt;',
      '3 Third Street',
      '1 First Street',
    ]);
    await desk.post(`${ADDRESSES}/${second}/remove`);
    expect(await streets(desk)).toEqual(['3 Third Street', '1 First Street']);
    expect((await book().list(id)).map(({ isDefault }) => isDefault)).toEqual([true, false]);
  });

  it('have the rules of the checkout, and come back with what was typed', async () => {
    const { desk, id } = await customer();
    const wrong = await desk.post(ADDRESSES, {
      ...address,
      last_name: '',
      postcode: '9720',
      city: '"><script>',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Please enter your last name.');
    expect(wrong.text).toContain('id="postcode-error"');
    expect(valueOf(wrong, 'city')).toBe('&quot;&gt;&lt;script&gt;');
    expect(await book().list(id)).toEqual([]);
    expect(wrong.headers['cache-control']).toBe('private, no-store');
    expect(wrong.text).toContain('noindex');
  });

  it('S35: another’s address is as good as none, whatever is asked of it', async () => {
    const [one, other] = [await customer(), await customer()];
    await one.desk.post(ADDRESSES, address);
    const own = await idOf(one.id, address.address1);
    const answers = new Set<string>();
    for (const id of [String(own), '999999', 'x', '-1', '0', '1e3'])
      for (const path of ['', '/default', '/remove', null]) {
        const sent =
          path === null
            ? other.desk.get(`${ADDRESSES}/${id}`)
            : other.desk.post(`${ADDRESSES}/${id}${path}`, address);
        const { status, text } = await sent;
        answers.add(`${status} ${/<h1[^>]*>([^<]*)/.exec(text)?.[1]}`);
      }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^404 /);
    expect(await streets(one.desk)).toEqual([address.address1]);
    const guest = new Shopper(web.url);
    expect(whereTo(await guest.post(ADDRESSES, address))).toEqual([
      303,
      `/account/login?return_to=${encodeURIComponent(ADDRESSES)}`,
    ]);
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await one.desk.post(`${ADDRESSES}/${own}/remove`, {}, foreign)).status).toBe(403);
    expect(await streets(one.desk)).toHaveLength(1);
  });

  it('stay one default and at most so many, however many are changed at once', async () => {
    const { desk, id } = await customer();
    for (let round = 0; round < ROUNDS; round += 1) {
      const adds = [1, 2, 3].map((nth) => book().add(id, at(`${round}-${nth}`)));
      const known = await book().list(id);
      const first = known.slice(-2).map((saved) => book().makeDefault(id, saved.id));
      const gone = known.slice(0, 2).map((saved) => book().remove(id, saved.id));
      await Promise.all([...adds, ...first, ...gone]);
      const now = await book().list(id);
      expect(now.filter(({ isDefault }) => isDefault)).toHaveLength(1);
      expect(now[0]!.isDefault).toBe(true);
      expect(now.length).toBeLessThanOrEqual(MAX_ADDRESSES);
    }
    await Promise.all(
      Array.from({ length: MAX_ADDRESSES + 5 }, (_, nth) => book().add(id, at(`more ${nth}`))),
    );
    expect(await book().list(id)).toHaveLength(MAX_ADDRESSES);
    const full = await desk.post(ADDRESSES, { ...address, address1: 'one too many' });
    expect(full.status).toBe(409);
    expect(full.text).toContain(`An account keeps ${MAX_ADDRESSES} addresses at most.`);
    expect(valueOf(full, 'address1')).toBe('one too many');
  });

  it('are in the form of the checkout, the default or the one that was chosen, and one typed there can be kept', async () => {
    const { desk, email, id } = await customer();
    await desk.post('/cart/add', { id: ids.mug });
    expect((await desk.get('/checkout/contact')).text).not.toContain('saved-addresses');
    const typed = { ...address, email, billing_same: '1' };
    await desk.post('/checkout/contact', typed);
    expect(await book().list(id)).toEqual([]);
    for (const street of ['12 Larch Lane', '7 Pine Road'])
      await desk.post('/checkout/contact', { ...typed, address1: street, keeps_address: '1' });
    expect(await streets(desk)).toEqual(['12 Larch Lane', '7 Pine Road']);
    // What this checkout has goes before what the account has.
    expect(valueOf(await desk.get('/checkout/contact'), 'address1')).toBe('7 Pine Road');
    const other = await customer();
    await other.desk.post(ADDRESSES, { ...address, address1: '1 First Street' });
    await other.desk.post(ADDRESSES, { ...address, address1: '2 Second Street' });
    await other.desk.post('/cart/add', { id: ids.mug });
    const page = await other.desk.get('/checkout/contact');
    expect([valueOf(page, 'address1'), valueOf(page, 'email')]).toEqual(['1 First Street', other.email]);
    const second = await idOf(other.id, '2 Second Street');
    expect(page.text).toContain(`href="/checkout/contact?address&#x3D;${second}"`);
    expect(valueOf(await other.desk.get(`/checkout/contact?address=${second}`), 'address1')).toBe(
      '2 Second Street',
    );
    const stranger = await other.desk.get(`/checkout/contact?address=${await idOf(id, '7 Pine Road')}`);
    expect(valueOf(stranger, 'address1')).toBe('1 First Street');
    expect(stranger.text).not.toContain('7 Pine Road');
  });
});

describe('the newsletter', () => {
  let people = 0;
  const newAddress = () => `reader${(people += 1)}@example.com`;
  /** The links of the mails to an address, the last one first. */
  async function mailsTo(email: string): Promise<{ path: string; leavePath: string }[]> {
    const found = await db.database.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE dedupe_key LIKE 'mail:newsletter:%' ORDER BY id DESC`,
    );
    const mails = found.map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload));
    return mails.filter(({ to }) => to === email).map(({ model }) => model);
  }
  const listed = async () => {
    const file = [];
    for await (const piece of web.app.get(ExportNewsletter).run()) file.push(piece);
    return file.join('');
  };
  const ask = (email: string, more = {}) => new Shopper(web.url).post('/newsletter', { email, ...more });

  it('writes to nobody who has not pressed the button behind the link, and says the same to all', async () => {
    const email = newAddress();
    const answers = [await ask(email), await ask(email.toUpperCase())];
    const [mail, ...others] = await mailsTo(email);
    expect(others).toHaveLength(1);
    const reader = new Shopper(web.url);
    // A program that looks through mails.
    for (const path of [mail!.path, mail!.path, mail!.leavePath])
      expect((await reader.get(path)).status).toBe(200);
    expect(await listed()).not.toContain(email);
    const said = await reader.post(mail!.path);
    expect([said.status, said.text.includes('You are subscribed')]).toEqual([200, true]);
    expect((await reader.post(mail!.path)).text).toContain('You are subscribed');
    expect(await listed()).toContain(email);
    answers.push(await ask(email));
    expect(new Set(answers.map((answer) => JSON.stringify(whereTo(answer))))).toEqual(
      new Set([JSON.stringify([303, '/newsletter?asked=1'])]),
    );
    expect((await reader.get('/newsletter?asked=1')).text).toContain('Look into your mail');
  });

  it('keeps the proof: when, and the words in the language in which they were read', async () => {
    const email = newAddress();
    await new Shopper(web.url).post('/de/newsletter', { email });
    const { path } = (await mailsTo(email))[0]!;
    await new Shopper(web.url).post(path);
    const row = (await listed()).split('\n').find((line) => line.startsWith(email))!;
    expect(row).toMatch(
      /^[^,]+,de,\d{4}-\d\d-\d\dT[\d:.]+Z,\d{4}-\d\d-\d\dT[\d:.]+Z,.*Larch & Lantern darf mir .*,\/newsletter\/leave\/[\w-]{22}$/,
    );
    const before = await listed();
    await ask(email);
    expect(await listed()).toBe(before);
  });

  it('RFC 8058 is left by one POST without cookies, as often as one likes; unknown links look the same', async () => {
    const email = newAddress();
    await ask(email);
    const { path, leavePath } = (await mailsTo(email))[0]!;
    await new Shopper(web.url).post(path);
    expect(await listed()).toContain(email);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const unknown = ['/newsletter/leave/AAAAAAAAAAAAAAAAAAAAAA', '/newsletter/leave/x'];
    for (const where of [leavePath, leavePath, ...unknown]) {
      const answer = await fetch(web.url + where, { method: 'POST', body, redirect: 'manual' });
      expect([answer.status, (await answer.text()).includes('You have left')]).toEqual([200, true]);
    }
    expect(await listed()).not.toContain(email);
    expect((await new Shopper(web.url).post(path)).status).toBe(404);
    expect((await new Shopper(web.url).get(path)).text).toContain('This link leads nowhere any more');
  });

  it('B54 S69 writes cells that no spreadsheet reckons with', async () => {
    const email = '+sum(1)@example.com'.replace(/[()]/g, '');
    await ask(email);
    await new Shopper(web.url).post((await mailsTo(email))[0]!.path);
    expect(await listed()).toContain(`\n'${email},`);
  });

  it('refuses what is no address, programs that fill in everything, and whoever asks by the dozen', async () => {
    for (const email of ['', 'ada', 'a@b.example\r\nBcc: x@y.example', 'a@b.example, x@y.example']) {
      const answer = await ask(email);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('email-error');
    }
    const trapped = newAddress();
    expect((await ask(trapped, { website: 'http://x.example' })).status).toBe(303);
    expect(await mailsTo(trapped)).toEqual([]);
    const email = newAddress();
    const statuses = [];
    for (let nth = 0; nth < 6; nth += 1) statuses.push((await ask(email)).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    expect(await mailsTo(email)).toHaveLength(5);
  });

  it('is one button in the account, and ends with one', async () => {
    const { desk, email, id } = await customer();
    const state = () => web.app.get(NewsletterService).stateOf(id);
    expect((await desk.get('/account')).text).toContain('You do not get it.');
    expect(whereTo(await desk.post('/account/newsletter'))).toEqual([303, '/account']);
    expect((await desk.get('/account')).text).toContain(`on its way to ${email}`);
    expect(await state()).toBe('asked');
    await new Shopper(web.url).post((await mailsTo(email))[0]!.path);
    expect((await desk.get('/account')).text).toContain('You get it.');
    // Somebody else who asks for this address takes it from nobody.
    const other = await customer();
    await ask(email);
    expect(await state()).toBe('confirmed');
    expect(whereTo(await other.desk.post('/account/newsletter/leave'))).toEqual([303, '/account']);
    expect(await state()).toBe('confirmed');
    await desk.post('/account/newsletter/leave');
    expect(await state()).toBe('none');
    expect(await listed()).not.toContain(email);
  });

  it('forgets who has not said yes within two weeks', async () => {
    const [late, fresh] = [newAddress(), newAddress()];
    await ask(late);
    await ask(fresh);
    await db.database.execute(
      'UPDATE newsletter_subscriptions SET asked_at = asked_at - INTERVAL 15 DAY WHERE email = ?',
      [late],
    );
    expect(await web.app.get(NewsletterService).tidy()).toBe(false);
    const left = await db.database.query<{ email: string }>(
      'SELECT email FROM newsletter_subscriptions WHERE email IN (?)',
      [[late, fresh]],
    );
    expect(left).toEqual([{ email: fresh }]);
  });
});

describe('the data of a customer', () => {
  const DATA = '/account/data';
  const password = { current_password: PASSWORD };

  const authorOf = (id: number) => `Grace no. ${id} of the lake`;

  /** Somebody of whom every part of the shop knows something. */
  async function regular() {
    const person = await customer();
    const { desk, email, id } = person;
    await desk.post(ADDRESSES, { ...address, address1: '1 First Street' });
    await desk.post('/cart/add', { id: ids.mug, quantity: 2 });
    await desk.post('/checkout/contact', { ...address, email, billing_same: '1' });
    await desk.post('/checkout/delivery', { delivery_method: 'standard' });
    await desk.post('/checkout/payment', { payment_method: 'invoice' });
    const review = (await desk.get('/checkout/review')).text;
    const fields = ['checkout_token', 'fingerprint', 'seen'].map((name) => [
      name,
      new RegExp(`name="${name}" value="([^"]*)"`).exec(review)?.[1]?.replaceAll('&quot;', '"') ?? '',
    ]);
    const placed = await desk.post('/checkout/orders', Object.fromEntries(fields) as Record<string, string>);
    const token = /^\/orders\/([\w-]{22})$/.exec(placed.headers.location ?? '')![1]!;
    await desk.post('/cart/add', { id: ids.small });
    await desk.post('/wishlist/add', { id: ids.mug });
    await desk.post('/products/beanie/alert', { variant: ids.large, email });
    await desk.post('/account/newsletter');
    await web.app.get(IssueCreditService).giveStoreCredit(id, 1234, 'sorry');
    const [line] = await db.database.query<{ id: number; productId: number }>(
      `SELECT l.id, v.product_id AS productId FROM order_lines l JOIN orders o ON o.id = l.order_id
       JOIN variants v ON v.id = l.variant_id WHERE o.token = ?`,
      [token],
    );
    await db.database.execute(
      `INSERT INTO reviews (product_id, order_line_id, stars, title, body, author, state, written_at)
       VALUES (?, ?, 5, 'Holds', 'It holds coffee.', ?, 'waiting', UTC_TIMESTAMP(3))`,
      [line!.productId, line!.id, authorOf(id)],
    );
    const [written] = await db.database.query<{ id: number }>(
      'SELECT id FROM reviews WHERE order_line_id = ?',
      [line!.id],
    );
    await web.app.get(ModerateReviewsService).publish(written!.id, 1);
    return { ...person, token };
  }
  /** Rows that still name the customer, by table. */
  async function traces(id: number, email: string): Promise<Record<string, number>> {
    const columns = await db.database.query<{ t: string; c: string }>(
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
      const [row] = await db.database.query<{ n: number }>(
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
      cart: { lines: [{ variantId: ids.small, quantity: 1 }] },
      stockAlerts: [{ name: 'Beanie, Moss / L', email }],
      newsletter: [
        { email, confirmedAt: null, wording: expect.stringContaining('about once a month') as string },
      ],
      devices: [{ device: expect.anything() as object }],
    });
    const [row] = await db.database.query<{ hash: string; checkout: string; letters: string }>(
      `SELECT c.password_hash AS hash, o.checkout_token AS checkout, n.token AS letters FROM customers c
       JOIN orders o ON o.customer_id = c.id JOIN newsletter_subscriptions n ON n.asked_by = c.id WHERE c.email = ?`,
      [email],
    );
    const cookies = [...desk.cookies.values()].map(
      (cookie) => decodeURIComponent(cookie).replace(/^s:/, '').split('.')[0]!,
    );
    for (const secret of [token, row!.hash, row!.checkout, row!.letters, ...cookies]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(answer.text).not.toContain(secret);
    }
  });

  it('S7 goes with the account, at once and everywhere; orders stay, and reviews without a name', async () => {
    const { desk, email, id, token } = await regular();
    const phone = await devices.signIn(email);
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
    expect((await new Shopper(web.url).get(`/orders/${token}`)).text).toContain('12 Larch Lane');
    const page = async () => (await new Shopper(web.url).get('/products/mug')).text;
    await until('the name has gone', async () => !(await page()).includes(authorOf(id)), 1000);
    const product = await page();
    expect(product).toContain('Somebody who has left');
    expect(product).not.toContain('"name":""');
    const copies = web.app.get(CartCopiesService);
    while ((await copies.saveChanged(100, -1)) > 0);
    expect(await traces(id, email)).toEqual({});
    expect(await audit(db.database)).toEqual({});
    // The address is free for somebody new.
    const again = { email, password: PASSWORD, first_name: 'Ada', last_name: '' };
    expect((await desk.post('/account/register', again)).status).toBe(303);
    expect((await desk.get('/account')).text).toContain('Nothing ordered yet.');
  });

  it.each(['', '/delete'])(
    'S37 is nobody else’s, from no other site, and no form that nobody wrote: %s',
    async (path) => {
      const guest = new Shopper(web.url);
      expect((await guest.post(DATA + path, password)).headers.location).toMatch(
        /^\/account\/login\?return_to=/,
      );
      expect((await guest.get(DATA + path)).headers.location).toMatch(/^\/account\/login\?return_to=/);
      const { desk } = await customer();
      const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
      expect((await desk.post(DATA + path, password, foreign)).status).toBe(403);
      for (const form of [{}, { 'current_password[]': PASSWORD }])
        expect((await desk.post(DATA + path, form as Record<string, string>)).status).toBe(400);
      expect(await isSignedIn(desk)).toBe(true);
    },
  );
});
