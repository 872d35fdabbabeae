import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { insertGiftCard } from '../support/credit.js';
import { TestShop } from '../support/shop.js';
import { arrive } from '../support/arrive.js';

describe('an order that a gift card pays a part of, then one that it pays whole', () => {
  let shop: TestShop;
  let browser: Browser;
  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2 }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  async function toPayment(page: Page): Promise<void> {
    await page.goto('/products/plenty');
    await page.locator('[data-add-button]').click();
    await page.getByText('Added to your cart').first().waitFor();
    await page.goto('/checkout');
    await arrive(page, /\/checkout\/(contact|review)/);
    if (page.url().includes('review')) return void (await page.goto('/checkout/payment'));
    await page.getByLabel('E-mail address').fill('ada@example.com');
    const typed = {
      'family-name': 'Lovelace',
      'address-line1': '12 Oak Street',
      'address-level2': 'Portland',
    };
    for (const [purpose, text] of Object.entries({
      ...typed,
      'postal-code': '97205',
      'address-level1': 'OR',
    }))
      await page.locator(`input[autocomplete$="${purpose}"]`).first().fill(text);
    await page.getByRole('button', { name: 'Continue to delivery' }).click();
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await arrive(page, /\/checkout\/payment/);
  }

  async function type(page: Page, code: string): Promise<void> {
    const field = page.getByLabel('Gift card code');
    if (!(await field.isVisible())) await page.getByText('Have a gift card?').click();
    await field.fill(code);
    await page.getByRole('button', { name: 'Use gift card' }).click();
  }

  async function place(page: Page): Promise<string> {
    await page.getByRole('button', { name: /^Place order/ }).click();
    await arrive(page, /\/orders\/[^/]+$/);
    return page.locator('main').innerText();
  }

  it.each([
    [390, false],
    [1280, true],
  ])('at %i pixels, script %s', async (width, javaScriptEnabled) => {
    const viewport = { width, height: 850 };
    const context = await browser.newContext({ viewport, javaScriptEnabled, baseURL: shop.url });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const code = await insertGiftCard(shop.database, 4000);
    await toPayment(page);
    await type(page, 'WRONG');
    await page.getByText('We do not know this gift card').waitFor();
    expect(await page.getByLabel('Gift card code').inputValue()).toBe('WRONG');
    await type(page, code);
    await page.getByText('This pays for all of your order.').waitFor();
    if (javaScriptEnabled) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await page.getByRole('link', { name: 'Continue to review' }).click();
    expect(await place(page)).toContain(`Gift card ending in ${code.slice(-4)}: $24.90`);
    await toPayment(page);
    await type(page, code);
    await page.getByText('Left to pay').first().waitFor();
    await page.getByText('On invoice').click();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await page.getByRole('button', { name: 'Place order for $9.80' }).waitFor();
    const order = await place(page);
    for (const words of [`Gift card ending in ${code.slice(-4)}: $15.10`, 'On invoice: $9.80'])
      expect(order).toContain(words);
    await context.close();
  });
});
