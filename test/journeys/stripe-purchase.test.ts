import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import { orderByCard } from '../support/stripe/order-by-card.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

/** From the cart to the paid order with a card, in a browser, over two instances; Stripe's servers are a stand-in. */
describe('a purchase by card', () => {
  let stub: StripeStub;
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    stub = await StripeStub.open();
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2, env: stub.settings }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await stub?.close();
  });

  /** A page, and what it must never do: throw, or break a content policy. */
  async function visit(hasScript: boolean) {
    const context = await browser.newContext({ javaScriptEnabled: hasScript, baseURL: shop.url });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      // A declined card is an answer with status 402, which the browser notes as well.
      if (message.type() === 'error' && !message.text().includes('402')) problems.push(message.text());
    });
    return { page, problems, close: () => context.close() };
  }

  async function payInElement(page: Page, card: string): Promise<void> {
    await page.frameLocator('iframe').getByLabel('Card number').fill(card);
    await page.getByRole('button', { name: /^Pay \$/ }).click();
  }

  const stateOf = async (number: string) =>
    (
      await shop.database.query<{ state: string }>(
        'SELECT o.state FROM orders o JOIN tenders t ON t.order_id = o.id WHERE t.reference = ?',
        [intentOf(number).id],
      )
    )[0]!.state;
  const intentOf = (number: string) =>
    [...stub.intents.all.values()].findLast(({ metadata }) => metadata['order_number'] === number)!;

  /** So many minutes go by for the order, unseen by the browser. */
  const passed = (number: string, minutes: number) =>
    shop.database.query(
      `UPDATE orders SET placed_at = placed_at - INTERVAL ? MINUTE, reserved_until = reserved_until - INTERVAL ? MINUTE
       WHERE id = ?`,
      [minutes, minutes, number],
    );

  async function expectThanks(page: Page, number: string): Promise<void> {
    await arrive(page, /\/orders\/[\w-]{22}$/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Thank you, Ada');
    expect(await page.locator('main').innerText()).toContain('Card or wallet');
    expect(await stateOf(number)).toBe('authorised');
    expect(intentOf(number).status).toBe('requires_capture');
  }

  it('is approved, and the event that comes later changes nothing more', async () => {
    const { page, problems, close } = await visit(true);
    const number = await orderByCard(shop, page, true);
    await payInElement(page, CARDS.approve);
    await expectThanks(page, number);
    await page.goto('/cart');
    expect(await page.locator('main').innerText()).toContain('Your cart is empty');
    const event = stub.events.last('payment_intent.amount_capturable_updated', intentOf(number).id);
    expect(await stub.events.deliver(event, `${shop.url}/webhooks/stripe`)).toBe(200);
    await until('the event is applied', async () => {
      const rows = await shop.database.query('SELECT id FROM payment_events WHERE applied_at IS NOT NULL');
      return rows.length === 1;
    });
    expect(await stateOf(number)).toBe('authorised');
    expect(problems).toEqual([]);
    await close();
  });

  it('asks the bank first: 3-D Secure, failed and then completed', async () => {
    const { page, problems, close } = await visit(true);
    const number = await orderByCard(shop, page, true);
    await payInElement(page, CARDS.threeDSecure);
    await page.getByRole('button', { name: 'Fail' }).click();
    await arrive(page, /\/checkout\/pay\/[\w-]{22}$/);
    expect(await page.locator('main').innerText()).toContain('not paid yet');
    await payInElement(page, CARDS.threeDSecure);
    await page.getByRole('button', { name: 'Complete' }).click();
    await expectThanks(page, number);
    expect(problems).toEqual([]);
    await close();
  });

  it('is declined, says so in place, and takes another card', async () => {
    const { page, problems, close } = await visit(true);
    const number = await orderByCard(shop, page, true);
    await payInElement(page, CARDS.declined);
    await page.getByRole('alert').filter({ hasText: 'declined' }).waitFor();
    expect(await stateOf(number)).toBe('pending_payment');
    await payInElement(page, CARDS.approve);
    await expectThanks(page, number);
    expect(problems).toEqual([]);
    await close();
  });

  it('without JavaScript it is paid on the hosted page, and our own intent is given up', async () => {
    const { page, problems, close } = await visit(false);
    const number = await orderByCard(shop, page, false);
    const own = intentOf(number);
    await page.getByRole('button', { name: "Pay on Stripe's page" }).click();
    await arrive(page, /\/c\/pay\//);
    expect(own.status).toBe('canceled');
    await page.getByLabel('Card number').fill(CARDS.declined);
    await page.getByRole('button', { name: 'Pay' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('declined');
    await page.getByLabel('Card number').fill(CARDS.approve);
    await page.getByRole('button', { name: 'Pay' }).click();
    await expectThanks(page, number);
    expect(intentOf(number).id).not.toBe(own.id);
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps the goods while somebody types, a word a minute, and says until when', async () => {
    const { page, problems, close } = await visit(true);
    await page.clock.install();
    const number = await orderByCard(shop, page, true);
    const words: string[] = [];
    page.on('request', (request) => request.url().endsWith('/here') && words.push(request.method()));
    await passed(number, 10);
    await page.clock.fastForward('00:59');
    await page.keyboard.press('a');
    await page.clock.fastForward('00:02');
    const said = page.waitForResponse(/\/here$/);
    await page.keyboard.press('b');
    await page.keyboard.press('c');
    expect((await said).status()).toBe(200);
    expect(words).toEqual(['POST']);
    await page.getByText(/set aside until \d+:\d\d [AP]M UTC: 15 minutes from now/).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps the goods for who reloads, goes to the hosted page or comes back, and says when that is over', async () => {
    const { page, close } = await visit(false);
    const number = await orderByCard(shop, page, false);
    const path = new URL(page.url()).pathname;
    await passed(number, 12);
    await page.reload();
    expect(await page.locator('main').innerText()).toContain('15 minutes from now');
    await passed(number, 12);
    await page.getByRole('button', { name: "Pay on Stripe's page" }).click();
    await arrive(page, /\/c\/pay\//);
    await passed(number, 12);
    await page.goto(`${path}/return`);
    await arrive(page, path);
    expect(await page.locator('main').innerText()).toContain('9 minutes from now');
    await passed(number, 10);
    await page.reload();
    expect(await page.locator('main').innerText()).toContain('The time for paying ran out');
    await close();
  });

  it('keeps goods for nobody without the address of an order that waits', async () => {
    const { page, close } = await visit(false);
    for (const token of ['x'.repeat(22), 'short'])
      expect((await page.request.post(`/checkout/pay/${token}/here`)).status()).toBe(404);
    await close();
  });

  it('opens the content policy on the payment page and nowhere else', async () => {
    const { page, close } = await visit(false);
    await orderByCard(shop, page, false);
    const policyOf = async (path: string) =>
      (await page.request.get(path)).headers()['content-security-policy'];
    expect(await policyOf(new URL(page.url()).pathname)).toContain(`script-src 'self' ${stub.origin}`);
    for (const path of ['/', '/cart', '/checkout/contact'])
      expect(await policyOf(path)).not.toContain(stub.origin);
    const missing = await page.request.get(`/checkout/pay/${'x'.repeat(22)}`);
    expect(missing.status()).toBe(404);
    await close();
  });

  it('takes events ahead of session and guards, and only signed ones', async () => {
    const url = `${shop.url}/webhooks/stripe`;
    expect(await stub.events.post(url, '{}', 't=1,v1=0')).toBe(400);
    expect(await stub.events.post(url, 'x'.repeat(5_000_000), 't=1,v1=0')).toBe(413);
    const event = stub.events.tell('customer.created', { id: 'cus_1', object: 'customer' });
    const headers = {
      'content-type': 'text/plain',
      origin: 'https://elsewhere.example',
      cookie: 'cloudcart=x',
      'stripe-signature': stub.events.sign(event.payload),
    };
    const answer = await fetch(url, { method: 'POST', body: event.payload, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await fetch(url)).status).toBe(404);
  });

  it('says so when Stripe is away, and goes on when it is back', async () => {
    const { page, close } = await visit(true);
    const number = await orderByCard(shop, page, true);
    stub.faults.plan('refuse_connection', /./, 100);
    await page.reload();
    expect(await page.getByRole('alert').innerText()).toContain('does not answer');
    stub.faults.clear();
    await page.getByRole('link', { name: 'Try again' }).click();
    await payInElement(page, CARDS.approve);
    await expectThanks(page, number);
    await close();
  });
});
