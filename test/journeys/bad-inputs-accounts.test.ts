import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { expectPlain, expectRefused } from '../support/unharmed.js';

const PASSWORD = 'nine tents by the lake';

describe('bad inputs to accounts', () => {
  let shop: TestShop;
  let guest: Shopper;

  beforeAll(async () => {
    shop = await TestShop.open();
    guest = shop.shopper();
    const owner = { email: 'a@x.com', password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' };
    expect((await shop.shopper().post('/account/register', owner)).status).toBe(303);
  });
  afterAll(() => shop?.close());

  const isSignedIn = async (shopper: Shopper) => (await shopper.get('/account')).status === 200;
  const register = (fields: Record<string, string>, who = guest) =>
    who.post('/account/register', { email: 'new@x.com', password: PASSWORD, ...fields });
  const emails = async () =>
    (await shop.database.query<{ email: string }>('SELECT email FROM customers ORDER BY id')).map(
      (row) => row.email,
    );

  describe('B9 texts that are no texts', () => {
    const forms: [string, [string, string][]][] = [
      [
        'email[$ne]=x',
        [
          ['email[$ne]', 'x'],
          ['password', PASSWORD],
        ],
      ],
      [
        'email[]=a',
        [
          ['email[]', 'a@x.com'],
          ['password', PASSWORD],
        ],
      ],
      [
        'two e-mail addresses',
        [
          ['email', 'a@x.com'],
          ['email', 'b@x.com'],
          ['password', PASSWORD],
        ],
      ],
      [
        'password[length]=9',
        [
          ['email', 'a@x.com'],
          ['password[length]', '9'],
        ],
      ],
      [
        'password[]=x',
        [
          ['email', 'a@x.com'],
          ['password[]', PASSWORD],
        ],
      ],
      ['nothing', []],
    ];
    it.each(forms)('%s opens nothing', async (_what, fields) => {
      for (const path of ['/account/login', '/account/register'])
        await expectRefused(shop, guest, () => guest.post(path, fields), 400);
      expect(await isSignedIn(guest)).toBe(false);
    });

    it.each([
      { email: ['a@x.com'], password: PASSWORD },
      { email: { $ne: null }, password: { $ne: null } },
      { email: 'a@x.com', password: { length: 9 } },
      { email: 'a@x.com', password: true },
      { email: 5, password: 12345678 },
      { email: null, password: null },
    ])('%j opens nothing', async (body) => {
      for (const path of ['/account/login', '/account/register'])
        await expectRefused(shop, guest, () => guest.postJson(path, body), 400);
      expect(await isSignedIn(guest)).toBe(false);
    });
  });

  it('B12 what a registration must not decide is not decided by it', async () => {
    const extra = {
      role: 'admin',
      emailVerified: '1',
      id: '1',
      credit: '999',
      session_epoch: '7',
      'customer[id]': '1',
    };
    const shopper = shop.shopper();
    const answer = await register({ email: 'plain@x.com', ...extra }, shopper);
    expect(answer.status).toBe(303);
    const [row] = await shop.database.query<Record<string, unknown>>(
      "SELECT * FROM customers WHERE email = 'plain@x.com'",
    );
    expect(Number(row!['id'])).toBeGreaterThan(1);
    expect(row!['session_epoch']).toBe(1);
    expect(Object.values(row!)).not.toContain('admin');
    expect((await shopper.get('/admin')).status).toBe(404);
  });

  it.each([
    ['one character', 'x'],
    ['255 characters', 'n'.repeat(255)],
    ['255 characters outside the first plane', '🏕'.repeat(255)],
    ['combining characters', 'Zoe\u0308 Z\u0351\u0327\u034aalgo'],
    ['another script, right to left', 'עדה לאבלייס'],
    ['markup and quotes', `<script>alert(1)</script> {{constructor}} "><img src=x onerror=alert(1)>`],
  ])('B15, B17 a name of %s is stored and shown as it is', async (what, name) => {
    const shopper = shop.shopper();
    const email = `name-${what.replaceAll(/\W/g, '')}@x.com`;
    expect((await register({ email, first_name: name }, shopper)).status).toBe(303);
    const [row] = await shop.database.query<{ name: string }>(
      'SELECT first_name AS name FROM customers WHERE email = ?',
      [email],
    );
    expect(row!.name).toBe(name);
    const page = await shopper.get('/account');
    expectPlain(page, 200);
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).not.toContain('<img src=x');
  });

  it.each([
    ['256 characters', 'n'.repeat(256)],
    ['10,000 characters', 'n'.repeat(10_000)],
    ['a line break and another header', 'Ada\r\nBcc: x@example.com'],
    ['a NUL', 'Ada\0'],
  ])('B17 a name of %s is refused and nothing is cut off', async (_what, name) => {
    const answer = await expectRefused(shop, guest, () => register({ first_name: name }), 400);
    expect(answer.text).toContain('id="first_name-error"');
  });

  it('B17 a name with half a character is refused', async () => {
    const body = `{"email":"half@x.com","password":"${PASSWORD}","first_name":"Ada\\ud800"}`;
    await expectRefused(
      shop,
      guest,
      () => guest.postBody('/account/register', body, 'application/json'),
      400,
    );
    const raw = `email=half@x.com&password=${encodeURIComponent(PASSWORD)}&first_name=Ada%ED%A0%80`;
    const send = () => guest.postBody('/account/register', raw, 'application/x-www-form-urlencoded');
    await expectRefused(shop, guest, send, 400);
  });

  it('B17 a percent sign that some client forgot to encode is only a percent sign', async () => {
    const raw = `email=percent@x.com&password=${encodeURIComponent(PASSWORD)}&first_name=100%+wool`;
    const shopper = shop.shopper();
    const answer = await shopper.postBody('/account/register', raw, 'application/x-www-form-urlencoded');
    expect(answer.status).toBe(303);
    expect((await shopper.get('/account')).text).toContain('100% wool');
  });

  it.each(['A@X.com', ' a@x.COM ', 'a@ｘ.com'])('B18 %j is the account of a@x.com', async (email) => {
    await expectRefused(shop, guest, () => register({ email }), 400);
    const shopper = shop.shopper();
    expect((await shopper.post('/account/login', { email, password: PASSWORD })).status).toBe(303);
    expect(await isSignedIn(shopper)).toBe(true);
  });

  it.each([
    'a@b',
    'a@x.com.',
    'a@x..com',
    '\u0430@x.com',
    'a b@x.com',
    `${'a'.repeat(309)}@example.com`,
    '@x.com',
    'a@',
  ])('B18 %j is no address', async (email) => {
    const answer = await expectRefused(shop, guest, () => register({ email }), 400);
    expect(answer.text).toContain('id="email-error"');
  });

  it('B18 a tag and a look-alike domain make another account', async () => {
    for (const email of ['a+tents@x.com', 'a@х.com'])
      expect((await register({ email }, shop.shopper())).status).toBe(303);
    expect(await emails()).toContain('a+tents@x.com');
    expect((await emails()).filter((email) => email.startsWith('a@xn--'))).toHaveLength(1);
  });

  it('does not tell a wrong password from an unknown address', async () => {
    const wrong = await guest.post('/account/login', { email: 'a@x.com', password: 'not the password' });
    const unknown = await guest.post('/account/login', {
      email: 'nobody@x.com',
      password: 'not the password',
    });
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    expect(unknown.text).toBe(wrong.text.replace('value="a@x.com"', 'value="nobody@x.com"'));
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect(wrong.text).not.toContain('not the password');
  });

  it.each(['//evil.example', '/\\evil.example', 'https:evil.example', '/%09/evil.example', 'javascript:1'])(
    'B26 signing in never leads to %j',
    async (wanted) => {
      const shopper = shop.shopper();
      const form = await shopper.get(`/account/login?return_to=${encodeURIComponent(wanted)}`);
      expect(form.text).not.toContain('evil');
      const answer = await shopper.post('/account/login', {
        email: 'a@x.com',
        password: PASSWORD,
        return_to: wanted,
      });
      expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
    },
  );

  it('B25 signing out by a link does nothing', async () => {
    const shopper = shop.shopper();
    await shopper.post('/account/login', { email: 'a@x.com', password: PASSWORD });
    expect([404, 405]).toContain((await shopper.get('/account/logout')).status);
    expect(await isSignedIn(shopper)).toBe(true);
    expect((await shopper.post('/account/logout')).status).toBe(303);
    expect(await isSignedIn(shopper)).toBe(false);
  });

  it('shows the pages of an account to nobody else, and to no cache', async () => {
    const shopper = shop.shopper();
    await shopper.post('/account/login', { email: 'a@x.com', password: PASSWORD });
    for (const path of ['/account', '/account/login', '/account/register', '/account/orders/1001']) {
      const own = await shopper.get(path);
      expect(own.headers['cache-control'] ?? 'no-store').toContain('no-store');
      const foreign = await guest.get(path);
      expect(foreign.text).not.toContain('Lovelace');
    }
    for (const path of ['/account/x.css', '/account;x.png', '/account%2f..%2fcss/shop.css'])
      expect((await shopper.get(path)).text).not.toContain('Lovelace');
  });
});
