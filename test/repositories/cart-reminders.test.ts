import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ada, filledForm } from '../../scripts/bench/page-form.js';
import { CartRemindersService } from '../../src/shop/checkout/cart-reminders.service.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

interface Promised {
  to: string;
  template: string;
  model: { goods: string[]; subtotal: string };
}

const CONTACT = '/checkout/contact';
let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let reminders: CartRemindersService;
let mug: number;
let shopper: Shopper;

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  reminders = web.app.get(CartRemindersService);
  ({ mug } = await fillShop(web.app));
});
afterAll(async () => {
  await web.close();
  await db.drop();
});
beforeEach(async () => {
  shopper = new Shopper(web.url);
  await db.database.execute('DELETE FROM checkouts');
});

/** Of one address each, so that tests do not see each other's mails. */
let people = 0;
async function leave({ ticked = true }: { ticked?: boolean } = {}): Promise<string> {
  const email = `left${(people += 1)}@example.com`;
  await shopper.post('/cart/add', { id: mug, quantity: 2 });
  const form = filledForm((await shopper.get(CONTACT)).text, CONTACT, { ...ada, email });
  const sent = await shopper.post(CONTACT, { ...form, ...(ticked && { reminds: '1' }) });
  expect(sent.status).toBe(303);
  return email;
}
const pass = (hours: number) =>
  db.database.execute('UPDATE checkouts SET changed_at = changed_at - INTERVAL ? HOUR', [hours]);
const mailsTo = async (email: string) =>
  (
    await db.database.query<{ payload: Promised | string }>(
      "SELECT payload FROM outbox WHERE topic = 'mail' AND dedupe_key LIKE 'mail:cart-reminder:%' ORDER BY id",
    )
  )
    .map(({ payload }) => (typeof payload === 'string' ? (JSON.parse(payload) as Promised) : payload))
    .filter(({ to }) => to === email);

describe('a cart that is left behind at the checkout', () => {
  it('is told of once, four hours later, to whoever ticked the box', async () => {
    const email = await leave();
    await pass(3);
    await reminders.remind();
    expect(await mailsTo(email)).toEqual([]);
    await pass(2);
    await Promise.all(Array.from({ length: 5 }, () => reminders.remind()));
    await reminders.remind();
    expect(await mailsTo(email)).toMatchObject([
      { template: 'cart-reminder', model: { goods: ['2 × Enamel mug'], subtotal: '$38.00' } },
    ]);
    const again = await shopper.get(CONTACT);
    expect(again.text).toMatch(/name="reminds" value="1">/);
  });

  it('is not told of to anybody who did not ask', async () => {
    const page = await (async () => {
      await leave({ ticked: false });
      return shopper.get(CONTACT);
    })();
    expect(page.text).toMatch(/name="reminds" value="1">/);
    await pass(5);
    await reminders.remind();
    expect(await mailsTo(`left${people}@example.com`)).toEqual([]);
  });

  it('keeps the tick on the way back, and lets it be taken away', async () => {
    const email = await leave();
    expect((await shopper.get(CONTACT)).text).toMatch(/name="reminds" value="1" checked>/);
    const form = filledForm((await shopper.get(CONTACT)).text, CONTACT, { ...ada, email });
    delete form['reminds'];
    await shopper.post(CONTACT, form);
    await pass(5);
    await reminders.remind();
    expect(await mailsTo(email)).toEqual([]);
  });

  it.each([
    ['was emptied', () => shopper.post('/cart/clear')],
    ['was ordered', async () => placeOrder(shopper, await reachReview(shopper))],
  ])('is not told of when it %s', async (_, deed) => {
    const email = await leave();
    expect((await deed()).status).toBeLessThan(400);
    await pass(5);
    await reminders.remind();
    expect(await mailsTo(email)).toEqual([]);
  });

  it('is not told of when its owner has ordered with another browser since', async () => {
    const email = await leave();
    await pass(5);
    const other = new Shopper(web.url);
    await other.post('/cart/add', { id: mug });
    await placeOrder(other, await reachReview(other, { ...ada, email }));
    await reminders.remind();
    expect(await mailsTo(email)).toEqual([]);
  });

  it('is left alone when no worker ran for three days', async () => {
    const email = await leave();
    await pass(73);
    await reminders.remind();
    expect(await mailsTo(email)).toEqual([]);
  });
});
