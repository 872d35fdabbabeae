import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { MollieStub } from '../support/mollie/mollie-stub.js';
import { RoundRobin } from '../support/round-robin.js';
import { TestShop } from '../support/shop.js';
import { toPayment } from '../support/to-payment.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

/** From the cart over a page of Mollie to the paid order, in a browser, over two instances; Mollie's servers are a stand-in. */
describe('a purchase on a page of Mollie', () => {
  let stub: MollieStub;
  /** Mollie has to know where the shop is before the shop has started. */
  let front: RoundRobin;
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    const targets: string[] = [];
    [stub, front] = await Promise.all([MollieStub.open(), RoundRobin.listen(targets)]);
    [shop, browser] = await Promise.all([
      TestShop.open({ instances: 2, env: stub.settings(front.url) }),
      openBrowser(),
    ]);
    targets.push(...shop.instances.map(({ found }) => found));
  });
  afterAll(async () => {
    await browser?.close();
    await front?.close();
    await shop?.close();
    await stub?.close();
  });

  /** A page, and what it must never do: throw, or break a content policy. */
  async function visit(hasScript: boolean) {
    const context = await browser.newContext({ javaScriptEnabled: hasScript, baseURL: front.url });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    return { page, problems, close: () => context.close() };
  }

  async function choose(page: Page, label: string): Promise<void> {
    await press(page, label);
    await arrive(page, /\/checkout\/tr_\w+$/);
  }

  async function press(page: Page, label: string): Promise<void> {
    await page.getByText(label, { exact: true }).click();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await page.getByRole('button', { name: /^Place order/ }).click();
  }

  /** Through the checkout to Mollie's page. */
  async function orderBy(page: Page, hasScript: boolean, label: string): Promise<void> {
    await toPayment(shop, page, hasScript);
    await choose(page, label);
  }

  const last = () => [...stub.payments.all.values()].at(-1)!;
  const stateOf = async (id: string) =>
    (
      await shop.database.query<{ state: string }>(
        'SELECT o.state FROM orders o JOIN tenders t ON t.order_id = o.id WHERE t.reference = ?',
        [id],
      )
    )[0]?.state;
  const thanks = async (page: Page) => {
    await arrive(page, /\/orders\/[\w-]{22}$/);
    return page.getByRole('heading', { level: 1 }).innerText();
  };

  it.each([true, false])('buys by card, with JavaScript: %s', async (hasScript) => {
    const { page, problems, close } = await visit(hasScript);
    await orderBy(page, hasScript, 'Card');
    await page.getByRole('button', { name: 'Pay' }).click();
    expect(await thanks(page)).toContain('Thank you, Ada');
    expect(await page.locator('main').innerText()).toContain('Through Mollie');
    expect([await stateOf(last().id), last().status]).toEqual(['authorised', 'authorized']);
    await page.goto('/cart');
    expect(await page.locator('main').innerText()).toContain('Your cart is empty');
    expect(problems).toEqual([]);
    await close();
  });

  it('is paid at once by bank, and the call that comes before the shopper changes nothing more', async () => {
    stub.isTelling = true;
    const { page, problems, close } = await visit(true);
    await orderBy(page, true, 'iDEAL, Bancontact and other ways to pay at once');
    await page.getByRole('button', { name: 'Pay' }).click();
    expect(await thanks(page)).toContain('Thank you, Ada');
    expect(await stateOf(last().id)).toBe('paid');
    stub.isTelling = false;
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['Cancel', 'Fail'])(
    'comes back after: %s, with cart and typed things kept, and pays',
    async (button) => {
      const { page, problems, close } = await visit(false);
      await orderBy(page, false, 'Card');
      const first = last().id;
      await page.getByRole('button', { name: button }).click();
      await arrive(page, /\/checkout\/payment$/);
      expect(await page.locator('main').innerText()).toContain('payment was declined');
      expect(await stateOf(first)).toBe('cancelled');
      await choose(page, 'Card');
      await page.getByRole('button', { name: 'Pay' }).click();
      expect(await thanks(page)).toContain('Thank you, Ada');
      expect(last().id).not.toBe(first);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it('who turns back without paying stays with us, and can go on', async () => {
    const { page, close } = await visit(true);
    await orderBy(page, true, 'Card');
    await page.goto(last().redirectUrl);
    await arrive(page, /\/checkout\/pay\/[\w-]{22}\?back$/);
    expect(await page.locator('main').innerText()).toContain('not paid yet');
    await page.getByRole('link', { name: 'Go on to Mollie' }).click();
    await arrive(page, /\/checkout\/tr_\w+$/);
    await page.getByRole('button', { name: 'Pay' }).click();
    expect(await thanks(page)).toContain('Thank you, Ada');
    await close();
  });

  it('opens no content policy, and gives the address of the order to nobody', async () => {
    const { page, close } = await visit(false);
    await orderBy(page, false, 'Card');
    const answer = await page.request.get(last().redirectUrl.replace('/return', ''));
    expect(answer.headers()).toMatchObject({
      refresh: `0; url=${stub.origin}/checkout/${last().id}`,
      'referrer-policy': 'same-origin',
    });
    expect(answer.headers()['content-security-policy']).not.toContain(stub.origin);
    const hosted = last().redirectUrl.replace('/return', '/hosted');
    expect((await page.request.post(hosted, { headers: { origin: front.url } })).status()).toBe(404);
    await close();
  });

  it('says so when Mollie is away, and goes on when it is back', async () => {
    const { page, close } = await visit(false);
    stub.faults.plan('refuse_connection', /payments/, 100);
    await toPayment(shop, page, false);
    await press(page, 'Card');
    await arrive(page, /\/orders\/[\w-]{22}$/);
    const payPage = new URL(page.url()).pathname.replace('/orders/', '/checkout/pay/');
    await page.goto(payPage);
    expect(await page.getByRole('alert').innerText()).toContain('does not answer');
    stub.faults.clear();
    await page.getByRole('link', { name: 'Try again' }).click();
    await arrive(page, /\/checkout\/tr_\w+$/);
    await page.getByRole('button', { name: 'Pay' }).click();
    expect(await thanks(page)).toContain('Thank you, Ada');
    await close();
  });

  it('the worker finishes an order whose shopper never came back', async () => {
    const { page, close } = await visit(false);
    await orderBy(page, false, 'Card');
    const { id } = last();
    await close();
    stub.payments.end(id, 'pay');
    await shop.database.execute('UPDATE orders SET placed_at = placed_at - INTERVAL 1 MINUTE');
    await shop.startWorker();
    await until('the worker has asked', async () => (await stateOf(id)) === 'authorised');
  });
});
