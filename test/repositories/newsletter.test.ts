import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExportNewsletter } from '../../src/shop/newsletter/export-newsletter.service.js';
import { NewsletterService } from '../../src/shop/newsletter/newsletter.service.js';
import type { Answer } from '../../scripts/rig/shopper.js';
import { AccountShop } from '../support/account-shop.js';

let shop: AccountShop;

beforeAll(async () => {
  shop = await AccountShop.open();
  // The first wish of a process takes its time, and a Redis that is late by then is a Redis that is away: limits are stricter.
  await shop.browser().post('/newsletter', { email: 'first@example.com' });
});
afterAll(() => shop?.close());

const whereTo = ({ status, headers }: Answer) => [status, headers.location];

describe('the newsletter', () => {
  let people = 0;
  const newAddress = () => `reader${(people += 1)}@example.com`;
  /** The links of the mails to an address, the last one first. */
  async function mailsTo(email: string): Promise<{ path: string; leavePath: string }[]> {
    const found = await shop.db.database.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE dedupe_key LIKE 'mail:newsletter:%' ORDER BY id DESC`,
    );
    const mails = found.map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload));
    return mails.filter(({ to }) => to === email).map(({ model }) => model);
  }
  const listed = async () => {
    const file = [];
    for await (const piece of shop.web.app.get(ExportNewsletter).run()) file.push(piece);
    return file.join('');
  };
  const ask = (email: string, more = {}) => shop.browser().post('/newsletter', { email, ...more });

  it('writes to nobody who has not pressed the button behind the link, and says the same to all', async () => {
    const email = newAddress();
    const answers = [await ask(email), await ask(email.toUpperCase())];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const [mail, ...others] = await mailsTo(email);
    expect(others).toHaveLength(1);
    const reader = shop.browser();
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
    await shop.browser().post('/de/newsletter', { email });
    const { path } = (await mailsTo(email))[0]!;
    await shop.browser().post(path);
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
    await shop.browser().post(path);
    expect(await listed()).toContain(email);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const unknown = ['/newsletter/leave/AAAAAAAAAAAAAAAAAAAAAA', '/newsletter/leave/x'];
    for (const where of [leavePath, leavePath, ...unknown]) {
      const answer = await fetch(shop.web.url + where, { method: 'POST', body, redirect: 'manual' });
      expect([answer.status, (await answer.text()).includes('You have left')]).toEqual([200, true]);
    }
    expect(await listed()).not.toContain(email);
    expect((await shop.browser().post(path)).status).toBe(404);
    expect((await shop.browser().get(path)).text).toContain('This link leads nowhere any more');
  });

  it('B54 S69 writes cells that no spreadsheet reckons with', async () => {
    const email = '+sum(1)@example.com'.replace(/[()]/g, '');
    await ask(email);
    await shop.browser().post((await mailsTo(email))[0]!.path);
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
    const { desk, email, id } = await shop.customer();
    const state = () => shop.web.app.get(NewsletterService).stateOf(id);
    expect((await desk.get('/account')).text).toContain('You do not get it.');
    expect(whereTo(await desk.post('/account/newsletter'))).toEqual([303, '/account']);
    expect((await desk.get('/account')).text).toContain(`on its way to ${email}`);
    expect(await state()).toBe('asked');
    await shop.browser().post((await mailsTo(email))[0]!.path);
    expect((await desk.get('/account')).text).toContain('You get it.');
    // Somebody else who asks for this address takes it from nobody.
    const other = await shop.customer();
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
    await shop.db.database.execute(
      'UPDATE newsletter_subscriptions SET asked_at = asked_at - INTERVAL 15 DAY WHERE email = ?',
      [late],
    );
    expect(await shop.web.app.get(NewsletterService).tidy()).toBe(false);
    const left = await shop.db.database.query<{ email: string }>(
      'SELECT email FROM newsletter_subscriptions WHERE email IN (?)',
      [[late, fresh]],
    );
    expect(left).toEqual([{ email: fresh }]);
  });
});
