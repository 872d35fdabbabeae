import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { Devices, PASSWORD } from '../support/devices.js';
import { TestShop } from '../support/shop.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import { orderByCard } from '../support/stripe/order-by-card.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { arrive } from '../support/arrive.js';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Cards that customers save while paying, with and without JavaScript; Stripe's servers are a stand-in. */
describe('saved cards', () => {
  let stub: StripeStub;
  let shop: TestShop;
  let browser: Browser;
  let devices: Devices;
  let grace: StorageState;

  beforeAll(async () => {
    stub = await StripeStub.open();
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2, env: stub.settings }), openBrowser()]);
    devices = new Devices(shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await stub?.close();
  });

  async function visit(javaScriptEnabled: boolean, storageState?: StorageState) {
    const signedIn = storageState && { storageState };
    const context = await browser.newContext({ javaScriptEnabled, baseURL: shop.url, ...signedIn });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    return { page, problems, close: () => context.close() };
  }

  /** A new customer, and a guest: neither may see what is another's. */
  async function strangers() {
    const [mallory, guest] = [shop.shopper(), shop.shopper()];
    await devices.register(mallory);
    return [mallory, guest] as const;
  }

  const frame = (page: Page) => page.frameLocator('iframe');
  const pay = (page: Page) => page.getByRole('button', { name: /^Pay \$/ }).click();
  const thanks = (page: Page) => arrive(page, /\/orders\/[\w-]{22}$/);
  const main = (page: Page) => page.locator('main').innerText();

  it('are saved with a tick, pay the next order, and are shown to nobody else', async () => {
    const { page, problems, close } = await visit(true);
    await page.goto('/account/register');
    await page.getByLabel('E-mail address').fill('grace@example.com');
    await page.getByLabel('Password').first().fill(PASSWORD);
    await page.locator('form[action="/account/register"] button[type="submit"]').click();
    await arrive(page, /\/account$/);
    await page.locator('.account-nav').getByRole('link', { name: 'Cards' }).click();
    await page.getByText('You have not saved a card').waitFor();
    await orderByCard(shop, page, true);
    await frame(page).getByLabel('Card number').fill(CARDS.approve);
    await frame(page).getByLabel('Save this card').check();
    await pay(page);
    await thanks(page);
    await orderByCard(shop, page, true);
    expect(await page.locator('form[data-cards]').count()).toBe(1);
    const { pathname } = new URL(page.url());
    for (const stranger of await strangers()) {
      const theirs = await stranger.get(pathname);
      expect(theirs.text).toContain('data-secret="');
      expect(theirs.text).not.toContain('data-cards');
      expect(theirs.headers['cache-control']).toBe('private, no-store');
    }
    await frame(page).getByLabel('•••• 4242').check();
    await pay(page);
    await thanks(page);
    grace = await page.context().storageState();
    expect(problems).toEqual([]);
    await close();
  });

  it('pay on the hosted page without JavaScript, and are removed by a form', async () => {
    const { page, problems, close } = await visit(false, grace);
    await orderByCard(shop, page, false);
    const { pathname } = new URL(page.url());
    await page.getByRole('button', { name: "Pay on Stripe's page" }).click();
    await arrive(page, /\/c\/pay\//);
    const [mallory, guest] = await strangers();
    for (const stranger of [mallory, guest]) {
      const theirs = await stranger.post(`${pathname}/hosted`);
      expect(theirs.status).toBe(403);
      expect(theirs.text).toContain('Sign in with that account');
    }
    await page.getByRole('button', { name: 'Pay with •••• 4242' }).click();
    await thanks(page);
    const [card] = [...stub.customers.all.keys()].flatMap((id) => stub.customers.cardsOf(id));
    expect((await mallory.post('/account/cards/remove', { card: card!.id })).status).toBe(303);
    expect((await mallory.get('/account/cards')).text).toContain('That card is not saved here any more.');
    const asGuest = await guest.post('/account/cards/remove', { card: card!.id });
    expect(asGuest.headers['location']).toContain('/account/login');
    await page.goto('/account/cards');
    expect(await main(page)).toContain('Visa •••• 4242');
    expect(await main(page)).toContain('Expires 12/2034');
    await page.getByRole('button', { name: 'Remove Visa •••• 4242' }).click();
    expect(await page.locator('body').innerText()).toContain('Visa •••• 4242 is removed.');
    expect(await main(page)).toContain('You have not saved a card');
    expect(problems).toEqual([]);
    await close();
  });

  it('are not shown while Stripe is away: the page says what still works, and nothing is removed', async () => {
    const { page, close } = await visit(false, grace);
    const owner = [...stub.customers.all.keys()][0]!;
    stub.customers.save(owner, CARDS.approve);
    await page.goto('/account/cards');
    stub.faults.plan('refuse_connection', /./, 100);
    await page.getByRole('button', { name: 'Remove Visa •••• 4242' }).click();
    expect(await main(page)).toContain('Nothing was changed');
    const answer = await page.goto('/account/cards');
    expect(answer!.status()).toBe(503);
    expect(await main(page)).toContain('Your orders, your devices and your password are there');
    expect((await page.goto('/account'))!.status()).toBe(200);
    stub.faults.clear();
    await page.goto('/account/cards');
    expect(await main(page)).toContain('Visa •••• 4242');
    await close();
  });
});
