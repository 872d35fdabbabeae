import type { INestApplicationContext } from '@nestjs/common';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { EditPriceLists } from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { WorkerModule } from '../../src/worker.module.js';
import { openBrowser } from '../support/browser.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

/** A currency is chosen at the foot of a page, and a purchase goes on in it. */
describe('prices in another currency', () => {
  let shop: TestShop;
  let browser: Browser;
  let staff: INestApplicationContext;
  let lists: EditPriceLists;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2 }), openBrowser()]);
    staff = await openShop(WorkerModule);
    lists = staff.get(EditPriceLists);
    await setEuros();
    await lists.setPrice('EUR', { variantId: shop.variant('plenty'), price: 1749, compareAtPrice: 2100 });
    await until('it can be chosen', async () => (await shop.shopper().get('/')).text.includes('EUR'), 2);
  });
  afterAll(async () => {
    await browser?.close();
    await staff?.close();
    await shop?.close();
  });

  const setEuros = () => lists.set({ currency: 'EUR', rate: '0.92', roundsTo: 5 });

  async function choose(page: Page, currency: string): Promise<void> {
    await page.getByLabel('Prices in').selectOption(currency);
    await Promise.all([
      page.waitForLoadState(),
      page.getByRole('button', { name: 'Show', exact: true }).click(),
    ]);
  }

  it.each([true, false])('are chosen and paid, script %s', async (hasScript) => {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 390, height: 850 },
      javaScriptEnabled: hasScript,
      baseURL: shop.url,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto('/collections/all?sort_by=price-ascending');
    await choose(page, 'EUR');
    await page.locator('main').getByText('€17.49').first().waitFor();
    expect(page.url()).toContain('sort_by=price-ascending');
    await page.goto('/products/plenty');
    await page.getByText('€17.49').first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('$');
    await page.locator('[data-add-button]').click();
    await page.getByText('Added to your cart').first().waitFor();
    if (hasScript) {
      await page.locator('dialog, [data-cart-drawer]').getByText('€17.49').first().waitFor();
      await page.goto('/');
      await page.locator('header input[name="q"]').pressSequentially('plenty');
      await page.locator('.suggestions__price').getByText('€17.49').waitFor();
    }
    await page.goto('/cart');
    await page.getByText('€17.49').first().waitFor();
    const isNarrow = () =>
      page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    expect(await isNarrow()).toBe(true);
    await choose(page, 'USD');
    await page.getByText('$19.00').first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('€');
    await context.close();
  });

  it('are asked about again when they were changed, or are gone, before the last button', async () => {
    const one = shop.shopper();
    await one.post('/cart/add', { id: shop.variant('plenty'), quantity: 2 });
    await one.post('/currency', { currency: 'EUR' });
    const inEuros = await reachReview(one);
    await one.post('/currency', { currency: 'USD' });
    const asked = await placeOrder(one, inEuros);
    expect(asked.status).toBe(409);
    expect(asked.text).toContain('€17.49');
    expect(asked.text).toContain('$19.00');
    await one.post('/currency', { currency: 'EUR' });
    await lists.remove('EUR');
    const again = await placeOrder(one, inEuros);
    expect(again.status).toBe(409);
    expect(again.text).toMatch(/€40\.43.*\$43\.90/s);
    const placed = await placeOrder(one, await reachReview(one));
    expect(placed.status).toBe(303);
    expect((await one.get(placed.headers.location!)).text).toContain('$43.90');
    await setEuros();
  });

  it('are chosen on the page of a form that was refused, and lead back to a page that is there', async () => {
    const one = shop.shopper();
    await one.post('/cart/add', { id: shop.variant('plenty') });
    const leadsTo = async (path: string, form: Record<string, string>, referer: string) => {
      const answer = await one.post(path, form, { referer: shop.url + referer });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      return /name="return_to" value="([^"]*)">\s*<label for="currency-field"/.exec(answer.text)?.[1];
    };
    expect(await leadsTo('/cart/add', { id: 'x' }, '/products/plenty')).toBe('/products/plenty');
    expect(await leadsTo('/cart/discount', { code: 'NOPE' }, '/cart/discount')).toBe('/cart');
    expect(await leadsTo('/checkout/contact', { email: 'x' }, '/elsewhere')).toBe('/checkout/contact');
    expect(await leadsTo('/account/login', { email: 'x', password: 'y' }, '/account/login')).toBe(
      '/account/login',
    );
    expect(await leadsTo('/currency', { currency: 'XXX', return_to: '/search?q=a' }, '/currency')).toBe(
      '/search?q&#x3D;a',
    );
  });

  it('of an order stay those of the order, whatever its reader has chosen', async () => {
    const one = shop.shopper();
    await until('it can be chosen', async () => (await shop.shopper().get('/')).text.includes('EUR'), 2);
    await one.post('/cart/add', { id: shop.variant('plenty'), quantity: 2 });
    await one.post('/currency', { currency: 'EUR' });
    const placed = await placeOrder(one, await reachReview(one));
    expect(placed.status).toBe(303);
    await one.post('/currency', { currency: 'USD' });
    const { text } = await one.get(placed.headers.location!);
    expect(text).toContain('€40.43');
    expect(text).not.toMatch(/\$\d/);
  });
});
