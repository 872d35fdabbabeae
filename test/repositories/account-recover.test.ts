import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LINK_TOPIC } from '../../src/shop/customers/ask-link.service.js';
import { AccountShop, tokenIn } from '../support/account-shop.js';
import { isSignedIn, NEW_PASSWORD, PASSWORD } from '../support/devices.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';

const HERE = '/account/recover';
const ROUNDS = 20;
const TIMED = 40;

let shop: AccountShop;
let guest: Shopper;

beforeAll(async () => {
  shop = await AccountShop.open();
});
afterAll(() => shop?.close());
beforeEach(async () => {
  guest = shop.browser();
  await shop.forgetTries();
});

const ask = (email: string, path = HERE, headers = {}) => guest.post(path, { email }, headers);
/** The token in a mail that did not lie there before. */
async function newToken(email: string): Promise<string> {
  const before = shop.mailsTo(email).map(({ messageId }) => messageId);
  expect((await ask(email)).status).toBe(303);
  await shop.work();
  const fresh = shop.mailsTo(email).filter(({ messageId }) => !before.includes(messageId));
  expect(fresh).toHaveLength(1);
  return tokenIn(fresh[0]!, 'recover');
}
const use = (token: string, password = NEW_PASSWORD, shopper = guest) =>
  shopper.post(`${HERE}/${token}`, { new_password: password });

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
    const { email } = await shop.customer();
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
      await shop.forgetTries();
    }
    const [known, unknown] = times.map((all) => all.toSorted((a, b) => a - b)[TIMED / 2]!) as [
      number,
      number,
    ];
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(20, known * 0.05));
    const [wishes] = await shop.db.database.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM outbox WHERE topic = ? AND JSON_UNQUOTE(JSON_EXTRACT(payload, '$.purpose')) = 'recover'`,
      [LINK_TOPIC],
    );
    expect(wishes!.n).toBe(2 * TIMED);
    expect((await guest.get(`${HERE}?sent=1`)).text).toContain('If there is an account with this address');
    await shop.forgetWishes();
  });

  it('S26 mails a link to who has an account, and to nobody else; only its hash is stored', async () => {
    const { email } = await shop.customer();
    await ask('nobody@example.com');
    const token = await newToken(email);
    expect(shop.mailsTo('nobody@example.com')).toEqual([]);
    const [mail] = shop.mailsTo(email);
    expect(mail!.subject).toBe('Choose a new password');
    expect(mail!.text).toMatch(/works once, until \d+:\d\d [AP]M UTC on \w+ \d+, \d+: that is 60 minutes/);
    for (const table of ['outbox', 'customer_links'])
      expect(JSON.stringify(await shop.db.database.query(`SELECT * FROM ${table}`))).not.toContain(token);
  });

  it('S27, B27 takes the host of the link from the settings', async () => {
    const { email } = await shop.customer();
    await ask(email, HERE, {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'http://evil.example',
    });
    await ask(email, HERE, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' });
    await shop.work();
    const mails = shop.mailsTo(email);
    expect(mails.length).toBeGreaterThan(0);
    for (const { source, text } of mails) {
      expect(source).not.toContain('evil');
      expect(text).toContain('http://127.0.0.1:3000/account/recover/');
    }
  });

  it('writes in the language of the page, with a link to a page in it', async () => {
    const { email } = await shop.customer();
    expect((await ask(email, `/de${HERE}`)).headers.location).toBe(`/de${HERE}?sent=1`);
    await shop.work();
    const [mail] = shop.mailsTo(email);
    expect(mail!.text).toMatch(/^Neues Passwort wählen/);
    expect(mail!.text).toContain(`:3000/de${HERE}/`);
    const page = await guest.get(`/de${HERE}/${tokenIn(mail!, 'recover')}`);
    expect([page.status, page.text.includes('Neues Passwort speichern')]).toEqual([200, true]);
  });

  it('S87 is done five times an hour for an address, and thirty times for a network', async () => {
    const { email } = await shop.customer();
    for (const address of [email, 'nobody@example.com']) {
      const statuses = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await ask(address)).status);
      expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    }
    const refused = await ask(email);
    expect(refused.headers['retry-after']).toBe('3600');
    expect(refused.text).toContain('Use the link in the newest mail, or ask again in an hour.');
    await shop.forgetTries();
    const all = await Promise.all(Array.from({ length: 31 }, (_, n) => ask(`n${n}@example.com`)));
    expect(all.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it.each(['', 'ada', 'ada@', 'x'.repeat(300)])('says what is wrong with %j', async (typed) => {
    const answer = await ask(typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="email-error"');
  });

  it('does nothing with forms that nobody wrote, or that another site sent', async () => {
    const waiting = async () => (await shop.db.database.query('SELECT id FROM outbox')).length;
    const before = await waiting();
    for (const form of [[], [['email[]', 'a@x.com']], [['email', 'x'.repeat(1001)]]] as [string, string][][])
      expect((await guest.post(HERE, form)).status).toBe(400);
    expect((await guest.postJson(HERE, { email: { $ne: null } })).status).toBe(400);
    expect((await ask('ada@example.com', HERE, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await waiting()).toBe(before);
  });

  it('comes too late after an hour in which no mail left', async () => {
    const { email } = await shop.customer();
    await ask(email);
    await shop.db.database.execute(
      'UPDATE outbox SET created_at = created_at - INTERVAL 61 MINUTE WHERE topic = ?',
      [LINK_TOPIC],
    );
    await shop.work();
    expect(shop.mailsTo(email)).toEqual([]);
    expect(
      await shop.db.database.query('SELECT 1 FROM outbox WHERE topic = ? AND done_at IS NULL', [LINK_TOPIC]),
    ).toEqual([]);
  });
});

describe('the link in the mail', () => {
  it('S28, S34 opens a page for password managers that nothing leaves, as often as somebody looks', async () => {
    const { email } = await shop.customer();
    const path = `${HERE}/${await newToken(email)}`;
    for (let n = 0; n < 3; n += 1) {
      const status = await new Promise((resolve) =>
        request(new URL(path, shop.web.url), { method: 'HEAD' }, (answer) =>
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
    const { email, desk } = await shop.customer();
    const phone = await shop.devices.signIn(email);
    await guest.post('/cart/add', { id: shop.ids.mug, quantity: 2 });
    const token = await newToken(email);
    const answer = await use(token);
    expect([answer.status, answer.headers.location]).toEqual([303, '/account/login']);
    expect((await guest.get('/account/login')).text).toContain('Your new password is stored');
    expect(await Promise.all([desk, phone, guest].map(isSignedIn))).toEqual([false, false, false]);
    expect((await guest.get('/cart.js')).json()).toMatchObject({ item_count: 2 });
    expect(await shop.login(email, PASSWORD)).toBe(422);
    await shop.devices.signInOn(guest, email, NEW_PASSWORD);
    expect((await guest.get('/cart.js')).json()).toMatchObject({ item_count: 2 });
    expectDead(await guest.get(`${HERE}/${token}`));
    expectDead(await use(token, 'kettle on the hob'));
    expect(await shop.login(email, NEW_PASSWORD)).toBe(303);
  });

  it('S30 is told of to the owner, once, and so is every other change of the password', async () => {
    const { email } = await shop.customer();
    await use(await newToken(email));
    const desk = await shop.devices.signIn(email, NEW_PASSWORD);
    await desk.post('/account/password', { current_password: NEW_PASSWORD, new_password: PASSWORD });
    await shop.work('mail');
    const told = shop.mailsTo(email).filter(({ subject }) => subject === 'Your password was changed');
    expect(told).toHaveLength(2);
    for (const { text } of told) expect(text).toContain(':3000/account/recover\n'.replace('\n', '\r\n'));
  });

  it.each([
    ['seven77', 'Take at least 8 characters.'],
    ['Hopper1906', 'guessed within seconds'],
    ['x'.repeat(257), 'Take at most 256 characters.'],
  ])('is not used up by %j, which will not do', async (wrong, sentence) => {
    const { email } = await shop.customer();
    const token = await newToken(email);
    const answer = await use(token, wrong);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(sentence);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.text).not.toContain(wrong);
    expect(await shop.login(email, PASSWORD)).toBe(303);
    expect((await use(token)).status).toBe(303);
  });

  it('B46 is refused when it is damaged, and when it is one for something else', async () => {
    const { email } = await shop.customer();
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
    await shop.db.database.execute("UPDATE customer_links SET purpose = 'confirm' WHERE email = ?", [email]);
    expectDead(await use(token));
    expect(await shop.epochOf(email)).toBe(1);
  });

  const killers: [string, (email: string, desk: Shopper) => Promise<unknown>][] = [
    ['a newer one was sent', newToken],
    [
      'an hour has passed',
      () =>
        shop.db.database.execute('UPDATE customer_links SET expires_at = expires_at - INTERVAL 60 MINUTE'),
    ],
    [
      'the password was changed',
      (_, desk) =>
        desk.post('/account/password', { current_password: PASSWORD, new_password: 'kettle on the hob' }),
    ],
    [
      'the account got another address',
      (email) =>
        shop.db.database.execute('UPDATE customers SET email = ? WHERE email = ?', [`new-${email}`, email]),
    ],
    [
      'the account is gone',
      (email) => shop.db.database.execute('DELETE FROM customers WHERE email = ?', [email]),
    ],
  ];
  it.each(killers)('S26 is dead when %s', async (_, kill) => {
    const { email, desk } = await shop.customer();
    const token = await newToken(email);
    expect((await guest.get(`${HERE}/${token}`)).status).toBe(200);
    await kill(email, desk);
    expectDead(await guest.get(`${HERE}/${token}`));
    expectDead(await use(token));
    expect(await shop.login(email, NEW_PASSWORD)).toBe(422);
  });

  it('works of both mails when a mail server did not say that it took the first; using one ends the other', async () => {
    const { email } = await shop.customer();
    const first = await newToken(email);
    await shop.db.database.execute(
      'UPDATE outbox SET done_at = NULL, available_at = UTC_TIMESTAMP(3) WHERE topic = ? ORDER BY id DESC LIMIT 1',
      [LINK_TOPIC],
    );
    await shop.work();
    const second = tokenIn(shop.mailsTo(email)[0]!, 'recover');
    expect(second).not.toBe(first);
    for (const token of [first, second]) expect((await guest.get(`${HERE}/${token}`)).status).toBe(200);
    expect((await use(first)).status).toBe(303);
    expectDead(await use(second));
  });

  it('is of the later wish when an earlier one is repeated after it', async () => {
    const { email } = await shop.customer();
    await ask(email);
    await shop.work();
    const later = await newToken(email);
    await shop.db.database.execute(
      `UPDATE outbox SET done_at = NULL, available_at = UTC_TIMESTAMP(3) WHERE topic = ? AND payload LIKE ?
       ORDER BY id LIMIT 1`,
      [LINK_TOPIC, `%${email}%`],
    );
    await shop.work();
    expect((await guest.get(`${HERE}/${later}`)).status).toBe(200);
  });

  it('B46 is good for one of two at once, 20 rounds', async () => {
    const { email } = await shop.customer();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await shop.forgetTries();
      const path = `${HERE}/${await newToken(email)}`;
      const wishes = [`kettle ${round} on the hob`, `teapot ${round} on the hob`];
      const held = await Promise.all(wishes.map((next) => shop.browser().hold(path, { new_password: next })));
      const answers = await Promise.all(held.map((one) => one.go()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 400]));
      expect(await shop.epochOf(email)).toBe(round + 1);
      expect(await shop.login(email, wishes[answers.findIndex(({ status }) => status === 303)]!)).toBe(303);
    }
  });

  it('takes a form of a browser that does not say where it comes from, and none of another site', async () => {
    const { email } = await shop.customer();
    const path = `${HERE}/${await newToken(email)}`;
    const form = { new_password: NEW_PASSWORD };
    await guest.post('/cart/add', { id: shop.ids.mug });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
    ])
      expect((await guest.post(path, form, headers)).status).toBe(403);
    expect((await guest.post(path, form, { origin: 'null' })).status).toBe(303);
  });
});
