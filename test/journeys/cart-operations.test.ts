import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';

describe('a change of the cart, in a browser', () => {
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2 }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  async function open(path: string, hasScript = true): Promise<Page> {
    const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: hasScript });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }
  const itemCount = async (page: Page) =>
    ((await (await page.request.get('/cart.js')).json()) as { item_count: number }).item_count;
  const add = (page: Page) => page.locator('form[data-add-to-cart] [type=submit]').first();

  it('counts once however often the button is pressed before the answer is there', async () => {
    const page = await open('/products/plenty');
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form[data-add-to-cart]')!;
      for (let press = 0; press < 5; press += 1) form.requestSubmit();
    });
    await page.locator('dialog[open] .cart-line').waitFor();
    expect(await itemCount(page)).toBe(1);
    await page.keyboard.press('Escape');
    await add(page).click();
    await page.locator('dialog[open] .cart-line input[value="2"]').first().waitFor();
    expect(await itemCount(page)).toBe(2);
  });

  it('counts once when its answer got lost and it is sent again', async () => {
    const page = await open('/products/plenty');
    let lost = 0;
    await page.route('**/cart/add', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch({ maxRedirects: 0 });
      await route.abort('connectionreset');
    });
    await add(page).click();
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await add(page).click();
    await page.locator('dialog[open] .cart-line').waitFor();
    expect(lost).toBe(1);
    expect(await itemCount(page)).toBe(1);
  });

  it('does not open a drawer again that was closed while its contents were on their way', async () => {
    const page = await open('/products/plenty');
    await page.request.post('/cart/add', {
      form: { id: shop.variant('plenty') },
      headers: { origin: shop.url },
      maxRedirects: 0,
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/cart/drawer', async (route) => held.then(() => route.continue()));
    await page.locator('[data-cart-link]').click();
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    const isShown = page.evaluate(
      () => new Promise((resolve) => document.addEventListener('turbo:frame-render', () => resolve(true))),
    );
    release();
    await isShown;
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await add(page).click();
    await page.locator('dialog[open] .cart-line').waitFor();
  });

  it.each([true, false])('is taken back by keyboard alone, script %s', async (hasScript) => {
    const page = await open('/products/plenty', hasScript);
    await page.request.post('/cart/add', {
      form: { id: shop.variant('plenty'), quantity: 3 },
      headers: { origin: shop.url },
      maxRedirects: 0,
    });
    await page.goto('/cart');
    await page.getByRole('button', { name: 'Remove plenty' }).press('Enter');
    await page.getByText('Taken out of your cart: plenty').waitFor();
    expect(await itemCount(page)).toBe(0);
    await page.goto('/cart');
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  it.each([true, false])('is offered with Undo on the page that follows, script %s', async (hasScript) => {
    const page = await open('/products/plenty', hasScript);
    await page.request.post('/cart/add', {
      form: { id: shop.variant('plenty'), quantity: 3 },
      headers: { origin: shop.url },
      maxRedirects: 0,
    });
    await page.goto('/cart');
    await page.getByRole('button', { name: 'Save for later: plenty' }).press('Enter');
    await page.getByRole('heading', { name: 'Saved for later' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('Taken back').waitFor();
    expect(await itemCount(page)).toBe(3);
  });
});
