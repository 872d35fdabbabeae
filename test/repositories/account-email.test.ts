import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountShop, tokenIn } from '../support/account-shop.js';
import { isSignedIn, NEW_PASSWORD, PASSWORD } from '../support/devices.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';

const HERE = '/account/email';
const ROUNDS = 20;

let shop: AccountShop;
let guest: Shopper;
let people = 0;

beforeAll(async () => {
  shop = await AccountShop.open();
});
afterAll(() => shop?.close());
beforeEach(async () => {
  guest = shop.browser();
  people += 1;
  await shop.forgetTries();
});

/** An address that no account has. */
const fresh = (name = 'new') => `${name}${people}@elsewhere.example`;
const ask = (desk: Shopper, email: string, password = PASSWORD) =>
  desk.post(HERE, { email, current_password: password });
const whereTo = ({ status, headers }: Answer) => [status, headers.location];
const subjects = (email: string) => shop.mailsTo(email).map(({ subject }) => subject);

/** Asked for and mailed: the token that went to `next`. */
async function newToken(desk: Shopper, next: string): Promise<string> {
  const before = shop.mailsTo(next).map(({ messageId }) => messageId);
  expect(whereTo(await ask(desk, next))).toEqual([303, '/account']);
  await shop.work();
  const mails = shop.mailsTo(next).filter(({ messageId }) => !before.includes(messageId));
  expect(mails.map(({ subject }) => subject)).toEqual(['Please confirm your new e-mail address']);
  return tokenIn(mails[0]!, 'email');
}
const press = (token: string, browser = guest) => browser.post(`${HERE}/${token}`);

function expectDead(answer: Answer): void {
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('This link does not work any more');
}

describe('S30 another address for an account', () => {
  it('is for who is signed in, and asks for the password once more', async () => {
    expect((await guest.get(HERE)).headers.location).toContain('/account/login?return_to=%2Faccount%2Femail');
    expect((await ask(guest, fresh())).headers.location).toContain('/account/login');
    const { desk, email } = await shop.customer();
    const page = await desk.get(HERE);
    expect(page.text).toContain(`Your account has ${email}.`);
    const wrong = await ask(desk, fresh(), 'not my password');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('This is not your current password.');
    expect(wrong.text).toMatch(new RegExp(`name="email"[^>]*value="${fresh()}"`));
    expect(wrong.text).not.toContain('not my password');
    await shop.work();
    expect(subjects(fresh())).toEqual([]);
  });

  it.each([
    ['no address', 'ada(at)example.com', 'e-mail address'],
    ['the address of now, written otherwise', 'SAME', 'has this address already'],
  ])('is refused when it is %s', async (_, typed, sentence) => {
    const { desk, email } = await shop.customer();
    const answer = await ask(desk, typed === 'SAME' ? ` ${email.toUpperCase()} ` : typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
  });

  it('begins with a mail to the new one and a word to the old one; nothing changes before the link is followed', async () => {
    const { desk, email } = await shop.customer();
    const token = await newToken(desk, fresh());
    await shop.work('mail');
    const [told] = shop.mailsTo(email).filter(({ subject }) => subject.startsWith('Somebody wants'));
    expect(told!.text).toContain(fresh());
    expect(told!.text).toContain('/account/recover');
    for (const table of ['outbox', 'customer_links'])
      expect(JSON.stringify(await shop.db.database.query(`SELECT * FROM ${table}`))).not.toContain(token);
    for (let n = 0; n < 2; n += 1) {
      const page = await guest.get(`${HERE}/${token}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`The account with ${email} is to have ${fresh()}.`);
      expect(page.headers['referrer-policy']).toBe('no-referrer');
      expect(page.headers['cache-control']).toBe('private, no-store');
    }
    expect(await shop.login(email, PASSWORD)).toBe(303);
    expect(await shop.login(fresh(), PASSWORD)).toBe(422);
  });

  it('is there once the button is pressed: confirmed, told to the old one, and the devices stay signed in', async () => {
    const { desk, email } = await shop.customer();
    const token = await newToken(desk, fresh());
    expect(whereTo(await press(token))).toEqual([303, '/account']);
    expect(await isSignedIn(guest)).toBe(false);
    const home = await desk.get('/account');
    expect(home.text).toContain(fresh());
    expect(home.text).not.toContain('This address is not confirmed yet');
    expect(await shop.login(email, PASSWORD)).toBe(422);
    expect(await shop.login(fresh(), PASSWORD)).toBe(303);
    await shop.work('mail');
    const [told] = shop.mailsTo(email).filter(({ subject }) => subject === 'Your e-mail address was changed');
    expect(told!.text).toContain(fresh());
    expectDead(await guest.get(`${HERE}/${token}`));
    expectDead(await press(token));
  });

  it('S23 is asked for alike when another account has it; that one is told by mail, and keeps it', async () => {
    const [{ desk }, other] = [await shop.customer(), await shop.customer()];
    const [taken, free] = [await ask(desk, other.email), await ask(desk, fresh())];
    expect(whereTo(taken)).toEqual(whereTo(free));
    await shop.work();
    expect(subjects(other.email)).toContain('This address has an account already');
    for (const { text } of shop.mailsTo(other.email)) expect(text).not.toContain(`${HERE}/`);
    expect(await shop.login(other.email, PASSWORD)).toBe(303);
  });

  it('goes to one of two accounts that want it at once, 20 rounds', async () => {
    const [one, two] = [await shop.customer(), await shop.customer()];
    for (let round = 1; round <= ROUNDS; round += 1) {
      await shop.forgetTries();
      const wanted = fresh(`round${round}-`);
      const tokens = [await newToken(one.desk, wanted), await newToken(two.desk, wanted)];
      const held = await Promise.all(tokens.map((token) => shop.browser().hold(`${HERE}/${token}`, {})));
      const answers = await Promise.all(held.map((post) => post.go()));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
      expect(answers.find(({ status }) => status === 409)!.text).toContain('has an account already');
      const having = await Promise.all([one, two].map(({ desk }) => desk.get('/account')));
      expect(having.filter(({ text }) => text.includes(`<dd>${wanted} `))).toHaveLength(1);
    }
  });

  it('is done once by a link that is pressed twice at once, 20 rounds', async () => {
    const { desk } = await shop.customer();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await shop.forgetTries();
      const path = `${HERE}/${await newToken(desk, fresh(`twice${round}-`))}`;
      const held = await Promise.all([1, 2].map(() => shop.browser().hold(path, {})));
      const answers = await Promise.all(held.map((post) => post.go()));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 400]);
    }
  });

  const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
  const killers: [string, (desk: Shopper, email: string) => Promise<unknown>][] = [
    ['a newer one was sent', (desk) => newToken(desk, fresh('newer'))],
    ['the password was changed', (desk) => desk.post('/account/password', change)],
    [
      'an hour has passed',
      () =>
        shop.db.database.execute('UPDATE customer_links SET expires_at = expires_at - INTERVAL 60 MINUTE'),
    ],
    [
      'the account is gone',
      (_, email) => shop.db.database.execute('DELETE FROM customers WHERE email = ?', [email]),
    ],
  ];
  it.each(killers)('S26 its link is dead when %s', async (_, kill) => {
    const { desk, email } = await shop.customer();
    const token = await newToken(desk, fresh());
    expect((await guest.get(`${HERE}/${token}`)).status).toBe(200);
    await kill(desk, email);
    expectDead(await guest.get(`${HERE}/${token}`));
    expectDead(await press(token));
    expect(await shop.login(fresh(), PASSWORD)).toBe(422);
  });

  it('ends with a change of the password even before the mail is on its way', async () => {
    const { desk } = await shop.customer();
    await ask(desk, fresh());
    expect((await desk.post('/account/password', change)).status).toBe(303);
    await shop.work();
    expect(subjects(fresh())).toEqual([]);
  });

  it('ends the links that went to the address of before', async () => {
    const { desk, email } = await shop.customer();
    await guest.post('/account/recover', { email });
    await shop.work();
    const old = tokenIn(
      shop.mailsTo(email).find(({ text }) => text.includes('/account/recover/'))!,
      'recover',
    );
    await press(await newToken(desk, fresh()));
    expect((await guest.get(`/account/recover/${old}`)).status).toBe(400);
    expect((await guest.get(`/account/confirm/${old}`)).status).toBe(400);
  });

  it('S87 can be asked for five times an hour of one address, and no mail goes out after that', async () => {
    const { desk } = await shop.customer();
    for (let n = 0; n < 5; n += 1) await newToken(desk, fresh());
    const answer = await ask(desk, fresh());
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '3600']);
    expect(answer.text).toContain('Wait 60 minutes');
    await shop.work();
    expect(subjects(fresh())).toHaveLength(5);
  });

  it('takes no link for something else, and no form of another site', async () => {
    const { desk, email } = await shop.customer();
    const token = await newToken(desk, fresh());
    for (const wrong of [token.slice(0, -1), `${token}A`, 'A'.repeat(22), '%00'])
      expectDead(await guest.get(`${HERE}/${wrong}`));
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await desk.post(`${HERE}/${token}`, {}, headers)).status).toBe(403);
    expect((await guest.post(`/account/confirm/${token}`)).status).toBe(400);
    expect((await guest.post(`/account/recover/${token}`, { new_password: NEW_PASSWORD })).status).toBe(400);
    expect(await shop.login(email, PASSWORD)).toBe(303);
    expect((await guest.post(`${HERE}/${token}`, {}, { origin: 'null' })).status).toBe(303);
  });
});
