import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJson } from '../../src/platform/database/json.js';
import { testDatabase } from '../support/database.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { Shopper } from '../../scripts/rig/shopper.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let mug: number;
beforeAll(async () => {
  db = await testDatabase();
  await (await testRedis()).close();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  mug = (await fillShop(web.app)).mug;
});
afterAll(async () => {
  await web?.close();
  await db?.drop();
});

const letter = {
  name: 'Ada',
  email: 'Ada@Example.com',
  order: '1001',
  message: 'Is it <b>steel</b>?\nYours',
};
const write = (changes: object = {}) =>
  new Shopper(web.url).post('/pages/contact', { ...letter, ...changes });
const mails = async () => {
  const rows = await db.database.query<{ payload: unknown }>(
    "SELECT payload FROM outbox WHERE topic = 'mail' AND dedupe_key LIKE 'mail:contact:%'",
  );
  return rows.map(({ payload }) => readJson<Record<string, unknown>>(payload));
};

describe('the texts of the shop', () => {
  it('say what the shop knows, in the currency and with the days of now', async () => {
    const { text } = await new Shopper(web.url).get('/policies/shipping-policy');
    expect(text).toMatch(/<li>[^<]*\$\d+\.\d\d[^<]*<\/li>/);
    expect(text).toContain('United States');
    expect(text).not.toContain('{{');
  });

  it('are in the footer, the imprint too', async () => {
    const { text } = await new Shopper(web.url).get('/');
    for (const handle of ['terms-of-service', 'privacy-policy', 'legal-notice'])
      expect(text).toContain(`href="/policies/${handle}"`);
    expect((await new Shopper(web.url).get('/policies/legal-notice')).status).toBe(200);
  });
});

describe('the contact form', () => {
  it('is a mail to the shop that answers to who wrote it, once, and needs no session', async () => {
    const answer = await write();
    expect([answer.status, answer.headers['location']]).toEqual([303, '/pages/contact?sent=1']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    await write();
    expect(await mails()).toEqual([
      expect.objectContaining({
        to: 'shop@larch-and-lantern.example',
        replyTo: 'ada@example.com',
        subjectKey: 'mail.contact.subject_order',
        subjectValues: { order: '1001' },
      }),
    ]);
    const { text } = await new Shopper(web.url).get('/pages/contact?sent=1');
    expect(text).toContain('from Monday to Friday usually the same day');
  });

  it('comes back with all that was typed and what is wrong beside its field', async () => {
    const { status, text } = await write({ email: 'nobody', message: 'kept "word"' });
    expect(status).toBe(422);
    expect(text).toContain('value="nobody"');
    expect(text).toContain('kept &quot;word&quot;</textarea>');
    expect(text).toMatch(/id="contact-email-error">Enter an address such as/);
  });

  it('takes nothing from who fills in what nobody sees, and does not say so', async () => {
    const before = await mails();
    expect((await write({ website: 'http://spam.example', message: 'Buy' })).status).toBe(303);
    expect(await mails()).toEqual(before);
  });

  it('takes five letters of one address within an hour, and keeps the sixth on the page', async () => {
    const email = 'eve@example.com';
    const answers: number[] = [];
    for (let nth = 0; nth < 5; nth += 1) answers.push((await write({ email, message: `No ${nth}` })).status);
    const last = await write({ email, message: 'No 5' });
    expect(answers).toEqual([303, 303, 303, 303, 303]);
    expect(last.status).toBe(429);
    expect(last.text).toContain('No 5</textarea>');
    expect(last.text).toContain('write a mail to shop@larch-and-lantern.example');
  });
});

describe('the terms of an order', () => {
  const OLD = 'a'.repeat(64);
  const review = async () => {
    const shopper = new Shopper(web.url);
    await shopper.post('/cart/add', { id: String(mug), quantity: '1' });
    return { shopper, form: await reachReview(shopper) };
  };
  const versionOf = async (path: string) => {
    const sql = 'SELECT terms_version FROM orders WHERE token = ?';
    const [row] = await db.database.query<{ terms_version: string | null }>(sql, [path.split('/').at(-1)]);
    return row!.terms_version;
  };
  const order = async (terms?: string) => {
    const { shopper, form } = await review();
    const answer = await placeOrder(shopper, terms === undefined ? form : { ...form, terms });
    expect(answer.status).toBe(303);
    const path = answer.headers['location']!;
    return { path, form, version: await versionOf(path), page: (await shopper.get(path)).text };
  };

  it('are those of the page with the last button, and its own page leads to their text', async () => {
    const { form, version, page } = await order();
    expect(version).toMatch(/^[0-9a-f]{64}$/);
    expect(version).toBe(form['terms']);
    const path = `/policies/terms-of-service/${version}`;
    expect(page).toContain(`href="${path}"`);
    const { status, text } = await new Shopper(web.url).get(path);
    expect(status).toBe(200);
    expect(text).toContain('When we confirm your order by mail.');
    expect(text).toContain('content="noindex, follow"');
  });

  it('are the ones that were shown, also when an instance of another release takes the order', async () => {
    await db.database.execute(
      `INSERT INTO terms_versions VALUES (?, 'Old terms', '<p>As it was.</p>', '2025-01-31', UTC_TIMESTAMP(3))`,
      [OLD],
    );
    expect((await order(OLD)).version).toBe(OLD);
    const { text } = await new Shopper(web.url).get(`/policies/terms-of-service/${OLD}`);
    expect(text).toContain('<p>As it was.</p>');
    expect(text).toMatch(/Jan(uary)? 31, 2025/);
  });

  it.each(['', 'b'.repeat(64), "' OR 1"])('are not noted when %j was never shown', async (forged) => {
    expect((await order(forged)).version).toBeNull();
    expect(
      (await new Shopper(web.url).get(`/policies/terms-of-service/${encodeURIComponent(forged || 'x')}`))
        .status,
    ).toBe(404);
  });
});
