import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

/** What a browser keeps of what it has seen, and hearts. */
describe('a browser remembers', () => {
  let shop: TestShop;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2 }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ baseURL: shop.url });
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const recent = () => page.locator('[data-recent]:not([hidden]) .card__title');

  it('what it looked at, newest first, and tells the shop nothing but what it asks for', async () => {
    for (const handle of ['plenty', 'ten-left', 'jacket']) await page.goto(`/products/${handle}`);
    await recent().first().waitFor();
    expect(await recent().allTextContents()).toEqual(['ten left', 'plenty']);
    const [asked] = await Promise.all([
      page.waitForRequest((request) => request.url().includes('/recently-viewed')),
      page.goto('/'),
    ]);
    expect((await asked.allHeaders())['cookie']).toBeUndefined();
    await recent().first().waitFor();
    expect(await recent().allTextContents()).toEqual(['jacket', 'ten left', 'plenty']);
    expect(await context.cookies()).toEqual([]);
  });

  it('cards for at most twelve handles, without what is not there, for any cache', async () => {
    const answer = await shop.shopper().get('/recently-viewed?handles=plenty,hidden,nothing,jacket,plenty');
    expect([...answer.text.matchAll(/card__title"><a href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      '/products/plenty',
      '/products/jacket',
    ]);
    expect(answer.headers['cache-control']).toBe('public, max-age=60');
    expect((await shop.shopper().get('/recently-viewed')).text.trim()).toBe('');
  });

  it('what is on the wishlist: hearts are pressed behind the page, and on the next ones', async () => {
    await page.goto('/products/plenty');
    const heart = page.locator('[data-heart-variant]');
    await heart.click();
    await until('the heart is pressed', async () => (await heart.getAttribute('aria-pressed')) === 'true');
    expect(await heart.textContent()).toContain('On your wishlist');
    await page.goto('/collections/all');
    const card = page.locator('[data-heart][value="plenty"]');
    await until('the card knows', async () => (await card.getAttribute('aria-pressed')) === 'true');
    expect(await page.locator('[data-heart][value="jacket"]').getAttribute('aria-pressed')).toBe('false');
    await page.getByLabel('Sort by').selectOption('title-descending');
    await arrive(page, '**/collections/all?sort_by=title-descending');
    await until('another order knows', async () => (await card.getAttribute('aria-pressed')) === 'true');
    await card.click();
    await until('it is off again', async () => (await card.getAttribute('aria-pressed')) === 'false');
    await page.goto('/wishlist');
    expect(await page.textContent('main')).toContain('Nothing is on it yet.');
  });

  it('how many things are on the list, also those that another device of the same customer has put there', async () => {
    const account = { email: 'two-devices@example.com', password: 'lanterns on a long shelf' };
    const phone = shop.shopper();
    expect((await phone.post('/account/register', account)).status).toBe(303);
    await page.goto('/account/login');
    await page.locator('main [name=email]').fill(account.email);
    await page.locator('main [name=password]').fill(account.password);
    await page.locator('main [name=password]').press('Enter');
    await arrive(page, '**/account');
    await page.goto('/products/plenty');
    const heart = page.locator('[data-heart-variant]');
    const isPressed = async () => (await heart.getAttribute('aria-pressed')) === 'true';
    const count = page.locator('[data-wish-count]');
    await heart.click();
    await until('it is on the list', isPressed);
    expect([await count.textContent(), await count.isVisible()]).toEqual(['1', true]);
    expect((await phone.get('/products/plenty')).text).toMatch(/data-wish-count[^>]*>1</);
    await phone.post('/wishlist/remove', { handle: 'plenty' });
    await phone.post('/wishlist/add', { handle: 'jacket' });
    await phone.post('/wishlist/add', { handle: 'ten-left' });
    await page.goto('/collections/all');
    const card = (handle: string) => page.locator(`[data-heart][value="${handle}"]`);
    await until('the jacket', async () => (await card('jacket').getAttribute('aria-pressed')) === 'true');
    expect(await card('plenty').getAttribute('aria-pressed')).toBe('false');
    expect(await page.getByRole('link', { name: 'Wishlist, 2 things' }).count()).toBe(1);
    await page.goto('/cart');
    expect(await count.textContent()).toBe('2');
    await page.goto('/account');
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await arrive(page, (url) => url.pathname !== '/account');
    await page.goto('/collections/all');
    await until('nothing of it', async () => (await card('jacket').getAttribute('aria-pressed')) === 'false');
    expect(await count.isVisible()).toBe(false);
  });

  it('nothing without script, and the heart adds all the same', async () => {
    const plain = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false });
    const other = await plain.newPage();
    await other.goto('/products/plenty');
    expect(await other.locator('[data-recent]').isVisible()).toBe(false);
    await other.getByRole('button', { name: 'Add to wishlist', exact: true }).click();
    await arrive(other, '**/products/plenty');
    expect(await other.textContent('main')).toContain('It is on your wishlist.');
    expect(await other.locator('[data-wish-count]').innerText()).toBe('1');
    await plain.close();
  });
});
