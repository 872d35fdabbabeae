import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { FailingRedis } from '../support/failing-redis.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

/** With scripts a refused change has no page of its own: its words must show in the drawer. */
describe('the drawer while the Redis of carts is away', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    redis = await FailingRedis.start();
    [shop, browser] = await Promise.all([TestShop.open({ redis: redis.url }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await redis?.close();
  });

  it('says why nothing was added, and adds when it is back', async () => {
    const page = await browser.newPage({ baseURL: shop.url });
    page.setDefaultTimeout(15_000);
    await page.goto('/products/plenty');
    const add = page.locator('form[data-add-to-cart] [type=submit]').first();
    const line = page.locator('dialog[open] .cart-line').first();
    await add.click();
    await line.waitFor();
    await page.keyboard.press('Escape');

    await redis.server.freeze();
    await add.click();
    const alert = page.locator('dialog[open] [role=alert]');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('try again in a few seconds');
    expect(await line.count()).toBe(0);
    await page.keyboard.press('Escape');
    const answered = page.waitForResponse('**/cart/drawer');
    await page.locator('[data-cart-link]').click();
    expect((await answered).status()).toBe(503);
    await alert.waitFor();
    expect(await page.locator('dialog[open] a[href="/cart"]').count()).toBe(1);

    redis.server.thaw();
    await until('back', async () => (await page.request.get('/cart.js')).status() === 200);
    await page.keyboard.press('Escape');
    await add.click();
    await line.waitFor();
    await page.close();
  });
});
