import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

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
    await page.waitForURL('**/collections/all?sort_by=title-descending');
    await until('another order knows', async () => (await card.getAttribute('aria-pressed')) === 'true');
    await card.click();
    await until('it is off again', async () => (await card.getAttribute('aria-pressed')) === 'false');
    await page.goto('/wishlist');
    expect(await page.textContent('main')).toContain('Nothing is on it yet.');
  });

  it('nothing without script, and the heart adds all the same', async () => {
    const plain = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false });
    const other = await plain.newPage();
    await other.goto('/products/plenty');
    expect(await other.locator('[data-recent]').isVisible()).toBe(false);
    await other.getByRole('button', { name: 'Add to wishlist', exact: true }).click();
    await other.waitForURL('**/products/plenty');
    expect(await other.textContent('main')).toContain('It is on your wishlist.');
    await plain.close();
  });
});
