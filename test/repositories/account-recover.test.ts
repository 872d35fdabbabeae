import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { LINK_TOPIC } from '../../src/shop/customers/ask-link.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { Devices, isSignedIn, NEW_PASSWORD, PASSWORD } from '../support/devices.js';
import { mailsIn, type StoredMail } from '../support/mails.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../support/shopper.js';

const HERE = '/account/recover';
const ROUNDS = 20;
const TIMED = 40;
const folder = mkdtempSync(join(tmpdir(), 'recover-mail-'));

let db: Awaited<ReturnType<typeof testDatabase>>;
let redis: RedisLink;
let web: Awaited<ReturnType<typeof webProcess>>;
let mug: number;
let devices: Devices;
let guest: Shopper;

beforeAll(async () => {
  [db, redis] = [await testDatabase(), await testRedis()];
  process.env['MAIL_DIR'] = folder;
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ({ mug } = await fillShop(web.app));
  devices = new Devices(web.url);
});
afterAll(async () => {
  await web?.close();
  await redis?.close();
  await db?.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  guest = new Shopper(web.url);
  await forgetTries();
});

const forgetTries = () =>
  redis.run(async (client) => {
    const keys = await client.keys('link-tries:*');
    if (keys.length > 0) await client.del(keys);
  });
const ask = (email: string, path = HERE, headers = {}) => guest.post(path, { email }, headers);
/** What a worker does, once for all that waits. */
const work = () => web.app.get(OutboxRelay).drain(LINK_TOPIC);
const mailsTo = (email: string): StoredMail[] => mailsIn(folder).filter(({ to }) => to === email);
const tokenIn = ({ text }: StoredMail, area = 'recover') =>
  new RegExp(`/account/${area}/([A-Za-z0-9_-]{22})\\s`).exec(text)![1]!;

/** Of a customer whose first mail, which asks to confirm the address, is not looked at. */
async function customer(): Promise<{ email: string; desk: Shopper }> {
  const desk = new Shopper(web.url);
  const email = await devices.register(desk);
  await db.database.execute('DELETE FROM outbox WHERE topic = ?', [LINK_TOPIC]);
  return { email, desk };
}
/** The token in a mail that did not lie there before. */
async function newToken(email: string): Promise<string> {
  const before = mailsTo(email).map(({ messageId }) => messageId);
  expect((await ask(email)).status).toBe(303);
  await work();
  const fresh = mailsTo(email).filter(({ messageId }) => !before.includes(messageId));
  expect(fresh).toHaveLength(1);
  return tokenIn(fresh[0]!);
}
const use = (token: string, password = NEW_PASSWORD, shopper = guest) =>
  shopper.post(`${HERE}/${token}`, { new_password: password });
const login = async (email: string, password: string) =>
  (await new Shopper(web.url).post('/account/login', { email, password })).status;
const epochOf = async (email: string) =>
  (
    await db.database.query<{ epoch: number }>(
      'SELECT session_epoch AS epoch FROM customers WHERE email = ?',
      [email],
    )
  )[0]!.epoch;

function expectDead(answer: Answer): void {
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('This link does not work any more.');
  expect(answer.text).toContain('form class="form" action="/account/recover"');
}

describe('asking for a new password', () => {
  const SAME = ({ status, headers, text }: Answer) => {
    const { date: _, 'x-request-id': _id, 'server-timing': _timing, ...rest } = headers;
    return { status, rest, text };
  };

  it('S23 is answered the same, as fast, whether or not the address has an account', async () => {
    const { email } = await customer();
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < TIMED; round += 1) {
      const answers: Answer[] = [];
      for (const [at, address] of [email, `nobody${round}@example.com`].entries()) {
        const started = performance.now();
        answers.push(await ask(address));
        times[at]!.push(performance.now() - started);
      }
      expect(SAME(answers[1]!)).toEqual(SAME(answers[0]!));
      expect([answers[0]!.status, answers[0]!.headers.location]).toEqual([303, `${HERE}?sent=1`]);
      await forgetTries();
    }
    const [known, unknown] = times.map((all) => all.toSorted((a, b) => a - b)[TIMED / 2]!) as [
      number,
      number,
    ];
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(20, known * 0.05));
    const [wishes] = await db.database.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM outbox WHERE topic = ? AND JSON_UNQUOTE(JSON_EXTRACT(payload, '$.purpose')) = 'recover'`,
      [LINK_TOPIC],
    );
    expect(wishes!.n).toBe(2 * TIMED);
    expect((await guest.get(`${HERE}?sent=1`)).text).toContain('If there is an account with this address');
    await db.database.execute('DELETE FROM outbox WHERE topic = ?', [LINK_TOPIC]);
  });

  it('S26 mails a link to who has an account, and to nobody else; only its hash is stored', async () => {
    const { email } = await customer();
    await ask('nobody@example.com');
    const token = await newToken(email);
    expect(mailsTo('nobody@example.com')).toEqual([]);
    const [mail] = mailsTo(email);
    expect(mail!.subject).toBe('Choose a new password');
    expect(mail!.text).toMatch(/works once, until \d+:\d\d [AP]M UTC on \w+ \d+, \d+: that is 60 minutes/);
    for (const table of ['outbox', 'customer_links'])
      expect(JSON.stringify(await db.database.query(`SELECT * FROM ${table}`))).not.toContain(token);
  });

  it('S27, B27 takes the host of the link from the settings', async () => {
    const { email } = await customer();
    await ask(email, HERE, {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'http://evil.example',
    });
    await ask(email, HERE, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' });
    await work();
    const mails = mailsTo(email);
    expect(mails.length).toBeGreaterThan(0);
    for (const { source, text } of mails) {
      expect(source).not.toContain('evil');
      expect(text).toContain('http://127.0.0.1:3000/account/recover/');
    }
  });

  it('writes in the language of the page, with a link to a page in it', async () => {
    const { email } = await customer();
    expect((await ask(email, `/de${HERE}`)).headers.location).toBe(`/de${HERE}?sent=1`);
    await work();
    const [mail] = mailsTo(email);
    expect(mail!.text).toMatch(/^Neues Passwort wählen/);
    expect(mail!.text).toContain(`:3000/de${HERE}/`);
    const page = await guest.get(`/de${HERE}/${tokenIn(mail!)}`);
    expect([page.status, page.text.includes('Neues Passwort speichern')]).toEqual([200, true]);
  });

  it('S87 is done five times an hour for an address, and thirty times for a network', async () => {
    const { email } = await customer();
    for (const address of [email, 'nobody@example.com']) {
      const statuses = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await ask(address)).status);
      expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    }
    const refused = await ask(email);
    expect(refused.headers['retry-after']).toBe('3600');
    expect(refused.text).toContain('Use the link in the newest mail, or ask again in an hour.');
    await forgetTries();
    const all = await Promise.all(Array.from({ length: 31 }, (_, n) => ask(`n${n}@example.com`)));
    expect(all.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it.each(['', 'ada', 'ada@', 'x'.repeat(300)])('says what is wrong with %j', async (typed) => {
    const answer = await ask(typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="email-error"');
  });

  it('does nothing with forms that nobody wrote, or that another site sent', async () => {
    const waiting = async () => (await db.database.query('SELECT id FROM outbox')).length;
    const before = await waiting();
    for (const form of [[], [['email[]', 'a@x.com']], [['email', 'x'.repeat(1001)]]] as [string, string][][])
      expect((await guest.post(HERE, form)).status).toBe(400);
    expect((await guest.postJson(HERE, { email: { $ne: null } })).status).toBe(400);
    expect((await ask('ada@example.com', HERE, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await waiting()).toBe(before);
  });

  it('comes too late after an hour in which no mail left', async () => {
    const { email } = await customer();
    await ask(email);
    await db.database.execute(
      'UPDATE outbox SET created_at = created_at - INTERVAL 61 MINUTE WHERE topic = ?',
      [LINK_TOPIC],
    );
    await work();
    expect(mailsTo(email)).toEqual([]);
    expect(
      await db.database.query('SELECT 1 FROM outbox WHERE topic = ? AND done_at IS NULL', [LINK_TOPIC]),
    ).toEqual([]);
  });
});

describe('the link in the mail', () => {
  it('S28, S34 opens a page for password managers that nothing leaves, as often as somebody looks', async () => {
    const { email } = await customer();
    const path = `${HERE}/${await newToken(email)}`;
    for (let n = 0; n < 3; n += 1) {
      const status = await new Promise((resolve) =>
        request(new URL(path, web.url), { method: 'HEAD' }, (answer) =>
          resolve(answer.resume().statusCode),
        ).end(),
      );
      expect(status).toBe(200);
      const { status: again, headers, text } = await guest.get(path);
      expect(again).toBe(200);
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cache-control']).toBe('private, no-store');
      expect(headers['x-robots-tag']).toBe('noindex');
      expect(text).toContain('<meta name="robots" content="noindex');
      expect(text).not.toMatch(/(src|action)="(https?:)?\/\//);
      expect(text).toContain('At least 8 characters');
      const field = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text)![0];
      expect(field('username')).toMatch(new RegExp(`value="${email}".*autocomplete="username"`));
      expect(field('new_password')).toMatch(/type="password".*autocomplete="new-password"/);
      expect(field('new_password')).not.toMatch(/onpaste|maxlength/);
    }
    expect((await use(path.split('/').at(-1)!)).status).toBe(303);
  });

  it('S2, S6 leads to a new password once: the old one is out, all sessions are over, the cart stays', async () => {
    const { email, desk } = await customer();
    const phone = await devices.signIn(email);
    await guest.post('/cart/add', { id: mug, quantity: 2 });
    const token = await newToken(email);
    const answer = await use(token);
    expect([answer.status, answer.headers.location]).toEqual([303, '/account/login']);
    expect((await guest.get('/account/login')).text).toContain('Your new password is stored');
    expect(await Promise.all([desk, phone, guest].map(isSignedIn))).toEqual([false, false, false]);
    expect((await guest.get('/cart.js')).json()).toMatchObject({ item_count: 2 });
    expect(await login(email, PASSWORD)).toBe(422);
    await devices.signInOn(guest, email, NEW_PASSWORD);
    expect((await guest.get('/cart.js')).json()).toMatchObject({ item_count: 2 });
    expectDead(await guest.get(`${HERE}/${token}`));
    expectDead(await use(token, 'kettle on the hob'));
    expect(await login(email, NEW_PASSWORD)).toBe(303);
  });

  it('S30 is told of to the owner, once, and so is every other change of the password', async () => {
    const { email } = await customer();
    await use(await newToken(email));
    const desk = await devices.signIn(email, NEW_PASSWORD);
    await desk.post('/account/password', { current_password: NEW_PASSWORD, new_password: PASSWORD });
    await web.app.get(OutboxRelay).drain('mail');
    const told = mailsTo(email).filter(({ subject }) => subject === 'Your password was changed');
    expect(told).toHaveLength(2);
    for (const { text } of told) expect(text).toContain(':3000/account/recover\n'.replace('\n', '\r\n'));
  });

  it.each([
    ['seven77', 'Take at least 8 characters.'],
    ['Hopper1906', 'guessed within seconds'],
    ['x'.repeat(257), 'Take at most 256 characters.'],
  ])('is not used up by %j, which will not do', async (wrong, sentence) => {
    const { email } = await customer();
    const token = await newToken(email);
    const answer = await use(token, wrong);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(sentence);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.text).not.toContain(wrong);
    expect(await login(email, PASSWORD)).toBe(303);
    expect((await use(token)).status).toBe(303);
  });

  it('B46 is refused when it is damaged, and when it is one for something else', async () => {
    const { email } = await customer();
    const token = await newToken(email);
    const swapped = (char: string) => (char < 'a' ? char.toLowerCase() : char.toUpperCase());
    const other = Array.from(token, swapped).join('');
    const damaged = [
      token.slice(0, -1),
      `${token}A`,
      other,
      'A'.repeat(22),
      `${token.slice(0, -1)}%20`,
      '%00',
    ];
    for (const wrong of damaged) {
      expectDead(await guest.get(`${HERE}/${wrong}`));
      expectDead(await use(wrong));
    }
    await db.database.execute("UPDATE customer_links SET purpose = 'confirm' WHERE email = ?", [email]);
    expectDead(await use(token));
    expect(await epochOf(email)).toBe(1);
  });

  const killers: [string, (email: string, desk: Shopper) => Promise<unknown>][] = [
    ['a newer one was sent', newToken],
    [
      'an hour has passed',
      () => db.database.execute('UPDATE customer_links SET expires_at = expires_at - INTERVAL 60 MINUTE'),
    ],
    [
      'the password was changed',
      (_, desk) =>
        desk.post('/account/password', { current_password: PASSWORD, new_password: 'kettle on the hob' }),
    ],
    [
      'the account got another address',
      (email) =>
        db.database.execute('UPDATE customers SET email = ? WHERE email = ?', [`new-${email}`, email]),
    ],
    ['the account is gone', (email) => db.database.execute('DELETE FROM customers WHERE email = ?', [email])],
  ];
  it.each(killers)('S26 is dead when %s', async (_, kill) => {
    const { email, desk } = await customer();
    const token = await newToken(email);
    expect((await guest.get(`${HERE}/${token}`)).status).toBe(200);
    await kill(email, desk);
    expectDead(await guest.get(`${HERE}/${token}`));
    expectDead(await use(token));
    expect(await login(email, NEW_PASSWORD)).toBe(422);
  });

  it('works of both mails when a mail server did not say that it took the first; using one ends the other', async () => {
    const { email } = await customer();
    const first = await newToken(email);
    await db.database.execute(
      'UPDATE outbox SET done_at = NULL, available_at = UTC_TIMESTAMP(3) WHERE topic = ? ORDER BY id DESC LIMIT 1',
      [LINK_TOPIC],
    );
    await work();
    const second = tokenIn(mailsTo(email)[0]!);
    expect(second).not.toBe(first);
    for (const token of [first, second]) expect((await guest.get(`${HERE}/${token}`)).status).toBe(200);
    expect((await use(first)).status).toBe(303);
    expectDead(await use(second));
  });

  it('is of the later wish when an earlier one is repeated after it', async () => {
    const { email } = await customer();
    await ask(email);
    await work();
    const later = await newToken(email);
    await db.database.execute(
      `UPDATE outbox SET done_at = NULL, available_at = UTC_TIMESTAMP(3) WHERE topic = ? AND payload LIKE ?
       ORDER BY id LIMIT 1`,
      [LINK_TOPIC, `%${email}%`],
    );
    await work();
    expect((await guest.get(`${HERE}/${later}`)).status).toBe(200);
  });

  it('B46 is good for one of two at once, 20 rounds', async () => {
    const { email } = await customer();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await forgetTries();
      const path = `${HERE}/${await newToken(email)}`;
      const wishes = [`kettle ${round} on the hob`, `teapot ${round} on the hob`];
      const held = await Promise.all(
        wishes.map((next) => new Shopper(web.url).hold(path, { new_password: next })),
      );
      const answers = await Promise.all(held.map((one) => one.go()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 400]));
      expect(await epochOf(email)).toBe(round + 1);
      expect(await login(email, wishes[answers.findIndex(({ status }) => status === 303)]!)).toBe(303);
    }
  });

  it('takes a form of a browser that does not say where it comes from, and none of another site', async () => {
    const { email } = await customer();
    const path = `${HERE}/${await newToken(email)}`;
    const form = { new_password: NEW_PASSWORD };
    await guest.post('/cart/add', { id: mug });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
    ])
      expect((await guest.post(path, form, headers)).status).toBe(403);
    expect((await guest.post(path, form, { origin: 'null' })).status).toBe(303);
  });
});

describe('the check of an address', () => {
  const CHECK = '/account/confirm';
  const openAccount = async () => {
    const desk = new Shopper(web.url);
    const email = await devices.register(desk);
    await work();
    const [mail, ...more] = mailsTo(email);
    expect([mail?.subject, more]).toEqual(['Please confirm your e-mail address', []]);
    return { desk, email, token: tokenIn(mail!, 'confirm') };
  };
  const isConfirmed = async (desk: Shopper) =>
    !(await desk.get('/account')).text.includes('This address is not confirmed yet');

  it('asks who opens an account, by a mail whose link is looked at as often as one likes', async () => {
    const { desk, email, token } = await openAccount();
    for (let n = 0; n < 2; n += 1) {
      const page = await guest.get(`${CHECK}/${token}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(email);
      expect(page.headers['referrer-policy']).toBe('no-referrer');
      expect(page.headers['cache-control']).toBe('private, no-store');
    }
    expect(await isConfirmed(desk)).toBe(false);
    await desk.post('/cart/add', { id: mug });
    expect((await desk.get('/checkout/contact')).status).toBe(200);
    expect(JSON.stringify(await db.database.query('SELECT * FROM outbox'))).not.toContain(token);
  });

  it.each([
    ['signed in', true],
    ['signed out, pressed twice', false],
  ])('is done by pressing the button, %s', async (_, isIn) => {
    const { desk, token } = await openAccount();
    const browser = isIn ? desk : guest;
    for (const shopper of isIn ? [desk] : [guest, guest]) {
      const answer = await shopper.post(`${CHECK}/${token}`);
      expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
    }
    expect((await browser.get(isIn ? '/account' : '/account/login')).text).toContain('address is confirmed.');
    expect(await isConfirmed(desk)).toBe(true);
    expect(await isSignedIn(guest)).toBe(false);
  });

  it('sends the link again to who is signed in, five times an hour; only the newest works', async () => {
    const { desk, email, token } = await openAccount();
    expect((await guest.post(CHECK)).headers.location).toContain('/account/login');
    expect((await desk.post(CHECK)).headers.location).toBe('/account');
    expect((await desk.get('/account')).text).toContain(`on its way to ${email}`);
    await work();
    expect((await guest.get(`${CHECK}/${token}`)).status).toBe(400);
    const newest = mailsTo(email)
      .map((mail) => tokenIn(mail, 'confirm'))
      .find((one) => one !== token)!;
    expect((await guest.get(`${CHECK}/${newest}`)).status).toBe(200);
    for (let n = 0; n < 5; n += 1) await desk.post(CHECK);
    expect((await desk.get('/account')).text).toContain('ask again in an hour');
    await work();
    const tokens = mailsTo(email).map((mail) => tokenIn(mail, 'confirm'));
    expect(tokens.length).toBeGreaterThan(2);
    expect(tokens.length).toBeLessThanOrEqual(2 + 4);
    const pages = await Promise.all(tokens.map((one) => guest.get(`${CHECK}/${one}`)));
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('refuses a link that ended, is of another address, or is for a new password', async () => {
    const { desk, email, token } = await openAccount();
    const recover = await newToken(email);
    for (const wrong of [recover, token.slice(0, -1), 'A'.repeat(22)])
      expect((await guest.post(`${CHECK}/${wrong}`)).status).toBe(400);
    expectDead(await use(token));
    await db.database.execute('UPDATE customers SET email = ? WHERE email = ?', [`new-${email}`, email]);
    expect((await guest.post(`${CHECK}/${token}`)).status).toBe(400);
    await db.database.execute('UPDATE customers SET email = ? WHERE email = ?', [email, `new-${email}`]);
    await db.database.execute('UPDATE customer_links SET expires_at = expires_at - INTERVAL 3 DAY');
    const dead = await guest.post(`${CHECK}/${token}`);
    expect([dead.status, dead.text.includes('Your account sends you a new one')]).toEqual([400, true]);
    expect(await isConfirmed(desk)).toBe(false);
  });

  it('is not needed by who came by a link for a new password', async () => {
    const { email } = await customer();
    await use(await newToken(email));
    const desk = await devices.signIn(email, NEW_PASSWORD);
    expect(await isConfirmed(desk)).toBe(true);
    await desk.post(CHECK);
    await work();
    expect(mailsTo(email).filter(({ text }) => text.includes(CHECK))).toEqual([]);
  });
});
