import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filledForm } from '../../scripts/bench/page-form.js';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { aGiftCard } from '../support/credit.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { audit } from './orders-shop.js';

const PAYMENT = '/checkout/payment';
const CARD = '/checkout/gift-card';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let mug: number;
let shopper: Shopper;
beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ({ mug } = await fillShop(web.app));
});
afterAll(async () => {
  expect(await audit(db.database)).toEqual({});
  await web.close();
  await db.drop();
});
beforeEach(async () => {
  shopper = new Shopper(web.url);
  await shopper.post('/cart/add', { id: mug, quantity: 1 });
});

const whereTo = (answer: Answer) => [answer.status, answer.headers.location];
const type = (code: string) => shopper.post(CARD, { gift_card: code });
/** Labels and amounts of the sums, from "Total" on. */
const fromTotal = ({ text }: Answer): string[] => {
  const rows = [...text.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, dt, dd]) => `${dt}: ${dd}`);
  return rows.slice(rows.findIndex((row) => row.startsWith('Total')));
};
const amountIn = (text: string | undefined) => Math.round(Number(/([0-9.]+)$/.exec(text ?? '')![1]) * 100);
const totalNow = async () => amountIn(fromTotal(await shopper.get(PAYMENT))[0]);

describe('a gift card at the checkout, without JavaScript', () => {
  it('is typed at the payment step, shown below the total, and can be removed', async () => {
    await reachReview(shopper);
    const total = await totalNow();
    const card = await aGiftCard(web.app, 500);
    expect(whereTo(await type(` ${card.code.toLowerCase()} `))).toEqual([303, PAYMENT]);
    const page = await shopper.get(PAYMENT);
    expect(page.text).toContain('Your gift card is used for this order.');
    const left = ((total - 500) / 100).toFixed(2);
    const rows = [
      `Total: $${(total / 100).toFixed(2)}`,
      `Gift card ${card.name}: -$5.00`,
      `Left to pay: $${left}`,
    ];
    expect(fromTotal(page)).toEqual(rows);
    const review = await shopper.get('/checkout/review');
    expect(fromTotal(review).slice(0, 3)).toEqual(rows);
    for (const words of [`Place order for $${left}`, `Gift card ${card.name}: $5.00`])
      expect(review.text).toContain(words);
    const remove = filledForm((await shopper.get(PAYMENT)).text, `${CARD}/remove`);
    expect(whereTo(await shopper.post(`${CARD}/remove`, remove))).toEqual([303, PAYMENT]);
    expect(fromTotal(await shopper.get(PAYMENT))).toEqual(rows.slice(0, 1));
  });

  it('is on the order’s page, and what is left is asked for once', async () => {
    await reachReview(shopper);
    const total = await totalNow();
    const card = await aGiftCard(web.app, 500);
    await type(card.code);
    const placed = await placeOrder(shopper, await reachReview(shopper));
    const page = await shopper.get(placed.headers.location!);
    const left = `$${((total - 500) / 100).toFixed(2)}`;
    for (const words of [`Gift card ${card.name}: $5.00`, `On invoice: ${left}`])
      expect(page.text).toContain(words);
    expect(fromTotal(page).slice(0, 3)).toContain(`Gift card ${card.name}: -$5.00`);
    expect(await card.balance()).toBe(0);
  });

  it('that pays for all of it asks for no other payment', async () => {
    const card = await aGiftCard(web.app, 100_000);
    await reachReview(shopper);
    await type(card.code);
    await db.database.execute('UPDATE checkouts SET payment_choice = NULL');
    const page = await shopper.get(PAYMENT);
    expect(page.text).toContain('You do not have to choose anything else.');
    expect(page.text).not.toContain('name="payment_method"');
    const review = await shopper.get('/checkout/review');
    expect(review.text).toContain('Place order, nothing to pay');
    const placed = await placeOrder(shopper, filledForm(review.text, '/checkout/orders'));
    expect((await shopper.get(placed.headers.location!)).text).toContain(`Gift card ${card.name}`);
  });

  it('whose balance fell meanwhile shows the review again, with old and new amounts, and no order', async () => {
    const card = await aGiftCard(web.app, 500);
    await reachReview(shopper);
    await type(card.code);
    const review = await reachReview(shopper);
    const [first, last] = [shopper, new Shopper(web.url)];
    shopper = last;
    await last.post('/cart/add', { id: mug, quantity: 1 });
    await reachReview(last);
    await type(card.code);
    expect((await placeOrder(last, await reachReview(last))).status).toBe(303);
    const answer = await placeOrder(first, review);
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(
      /From gift cards and store credit: was \$5\.00, is now \$0\.00\. Left to pay: \$/,
    );
    const orders = await db.database.query('SELECT id FROM orders WHERE checkout_token = ?', [
      review['checkout_token'],
    ]);
    expect(orders).toEqual([]);
    shopper = first;
    const page = await first.get(PAYMENT);
    expect(page.text).toContain('Nothing is left on it.');
  });

  it.each([
    ['nothing', '', 'We do not know this gift card'],
    ['no code', 'SUMMER-2026', 'We do not know this gift card'],
    ['a code of nobody', 'AAAA-BBBB-CCCC-DDDD-EEEE', 'We do not know this gift card'],
    ['markup', '"><script>alert(1)</script>', 'We do not know this gift card'],
  ])('that is %s is refused beside its field, with what was typed', async (_, typed, problem) => {
    await reachReview(shopper);
    const answer = await type(typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(problem);
    expect(filledForm(answer.text, CARD)).toEqual({ gift_card: typed });
    expect(answer.text).not.toContain('<script>alert');
    expect(whereTo(await shopper.get(CARD))).toEqual([303, PAYMENT]);
  });

  it('is guessed ten times a minute, counted together with discount codes', async () => {
    await reachReview(shopper);
    for (let nth = 0; nth < 5; nth += 1) {
      expect((await type(`AAAA-BBBB-CCCC-DDDD-000${nth}`)).status).toBe(422);
      expect((await shopper.post('/cart/discount', { code: `GUESS-${nth}` })).status).toBe(422);
    }
    const card = await aGiftCard(web.app, 500);
    const answer = await type(card.code);
    expect([answer.status, Number(answer.headers['retry-after'])]).toEqual([429, 60]);
    expect(answer.text).toContain('That was a lot of codes in a short time.');
    expect(filledForm(answer.text, CARD)).toEqual({ gift_card: card.code });
  });

  it('typed into the field for discount codes is used as well, once there is an address', async () => {
    const card = await aGiftCard(web.app, 500);
    const early = await shopper.post('/cart/discount', { code: card.code });
    expect([early.status, early.text.includes('This is a gift card. Enter your address first')]).toEqual([
      422,
      true,
    ]);
    await reachReview(shopper);
    await shopper.post('/cart/discount', { code: card.code, return_to: '/checkout' });
    expect((await shopper.get('/checkout/review')).text).toContain(`Gift card ${card.name}`);
  });
});

describe('the balance of a gift card', () => {
  const BALANCE = '/pages/gift-card';
  const look = (typed: string) => shopper.post(BALANCE, { gift_card: typed });
  const notice = (answer: { text: string }) =>
    /class="notice" role="status">([^]*?)<\/div>/.exec(answer.text)?.[1]?.replace(/<[^>]*>|\s+/g, ' ');

  it('is shown with currency and end to whoever types the code, and to nobody else', async () => {
    const card = await aGiftCard(web.app, 4321, new Date('2099-06-01T12:00:00Z'));
    expect((await shopper.get(BALANCE)).text).toContain(`action="${BALANCE}"`);
    const answer = await look(card.code.toLowerCase());
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'private, no-store']);
    for (const words of [`Gift card ${card.name}: $43.21 left`, 'good until Jun 1, 2099', 'orders in USD'])
      expect(notice(answer)).toContain(words);
    expect(answer.text).not.toContain(card.code);
    expect(answer.text).toMatch(/<meta name="robots" content="noindex/);
    expect(notice(await look((await aGiftCard(web.app, 100)).code))).toContain('It has no end.');
  });

  it('says of one that pays nothing why', async () => {
    const [blocked, old, spent] = [
      await aGiftCard(web.app, 100),
      await aGiftCard(web.app, 100),
      await aGiftCard(web.app, 100),
    ];
    await db.database.execute('UPDATE credit_accounts SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?', [
      blocked.id,
    ]);
    await db.database.execute("UPDATE credit_accounts SET expires_at = '2020-01-01' WHERE id = ?", [old.id]);
    await db.database.execute('UPDATE credit_accounts SET currency = ? WHERE id = ?', ['EUR', spent.id]);
    expect(notice(await look(blocked.code))).toContain('It was blocked');
    expect(notice(await look(old.code))).toContain('It has expired');
    expect(notice(await look(spent.code))).toMatch(/€1\.00 left.*orders in EUR/);
  });

  it.each(['', 'SUMMER-2026', 'AAAA-BBBB-CCCC-DDDD-EEEE', '"><script>alert(1)</script>'])(
    'of %j is none, said beside its field',
    async (typed) => {
      const answer = await look(typed);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('id="gift-card-error">We do not know this gift card');
      expect(filledForm(answer.text, BALANCE)).toEqual({ gift_card: typed });
    },
  );

  it('is guessed ten times a minute, counted together with codes in the cart', async () => {
    await shopper.post('/cart/add', { id: mug, quantity: 1 });
    for (let nth = 0; nth < 5; nth += 1) {
      expect((await look(`AAAA-BBBB-CCCC-DDDD-000${nth}`)).status).toBe(422);
      expect((await shopper.post('/cart/discount', { code: `GUESS-${nth}` })).status).toBe(422);
    }
    const answer = await look((await aGiftCard(web.app, 500)).code);
    expect([answer.status, Number(answer.headers['retry-after'])]).toEqual([429, 60]);
    expect(answer.text).not.toContain('$5.00');
  });
});

describe('store credit', () => {
  it('is shown to its customer, who chooses to use it; a guest is offered none', async () => {
    await reachReview(shopper);
    expect((await shopper.get(PAYMENT)).text).not.toContain('store credit of');
    expect(whereTo(await shopper.post('/checkout/store-credit', {}))).toEqual([303, PAYMENT]);
    const email = 'credit@example.com';
    await shopper.post('/account/register', {
      email,
      password: 'a lantern by the larch',
      first_name: 'Ada',
      last_name: 'B',
    });
    const [customer] = await db.database.query<{ id: number }>('SELECT id FROM customers WHERE email = ?', [
      email,
    ]);
    await web.app.get(IssueCreditService).giveStoreCredit(customer!.id, 700, 'Late parcel');
    expect((await shopper.get('/account')).text).toMatch(/<dt>Store credit<\/dt><dd>\$7\.00<\/dd>/);
    await reachReview(shopper);
    expect((await shopper.get(PAYMENT)).text).toContain('Use your store credit of $7.00');
    await shopper.post('/checkout/store-credit', {});
    const page = await shopper.get(PAYMENT);
    expect(page.text).not.toContain('Use your store credit');
    expect(fromTotal(page)).toContain('Store credit: -$7.00');
    const placed = await placeOrder(shopper, await reachReview(shopper));
    expect((await shopper.get(placed.headers.location!)).text).toContain('Store credit: $7.00');
    expect((await shopper.get('/account')).text).toMatch(/<dt>Store credit<\/dt><dd>\$0\.00<\/dd>/);
  });
});
