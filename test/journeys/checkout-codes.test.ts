import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';
import { arrive } from '../support/arrive.js';

describe('a discount code that is refused in the checkout', () => {
  let shop: TestShop;
  let browser: Browser;
  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  /** Types a code that is none; the page must point at its field, with what was typed. */
  async function refused(page: Page, send: 'button' | 'Enter'): Promise<void> {
    const field = page.getByLabel('Discount code');
    if (!(await field.isVisible())) await page.getByText('Have a discount code?').click();
    await field.fill('NOPE');
    if (send === 'Enter') await field.press('Enter');
    else await page.getByRole('button', { name: 'Use code' }).click();
    await page.getByText('We do not know the code NOPE.').waitFor();
    expect(await field.inputValue()).toBe('NOPE');
    expect(await field.getAttribute('aria-describedby')).toBe('order-code-error');
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill('');
  }

  it.each([true, false])(
    'is answered beside its field, and nothing typed is lost: script %s',
    async (hasScript) => {
      const context = await browser.newContext({ javaScriptEnabled: hasScript, baseURL: shop.url });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      await page.goto('/products/plenty');
      await page.locator('[data-add-button]').click();
      await page.getByText('Added to your cart').first().waitFor();
      await page.goto('/checkout/contact');
      await page.getByLabel('E-mail address').fill('ada@example.com');
      await page.getByLabel('Last name').first().fill('Lovelace');
      await refused(page, 'button');
      expect(await page.getByLabel('Last name').first().inputValue()).toBe('Lovelace');
      const rest = { 'address-line1': '12 Oak Street', 'address-level2': 'Portland', 'address-level1': 'OR' };
      for (const [purpose, text] of Object.entries({ ...rest, 'postal-code': '97205' }))
        await page.locator(`input[autocomplete$="${purpose}"]`).first().fill(text);
      await page.getByRole('button', { name: 'Continue to delivery' }).click();
      await arrive(page, /delivery/);
      await page.getByText('Express').first().click();
      await refused(page, 'Enter');
      expect(await page.locator('input[value="express"]').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Continue to payment' }).click();
      await arrive(page, /payment/);
      await page.getByText('On invoice').click();
      await refused(page, 'button');
      expect(await page.locator('input[value="invoice"]').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Continue to review' }).click();
      await arrive(page, /review/);
      await refused(page, 'button');
      await page.getByRole('button', { name: /^Place order/ }).click();
      await arrive(page, /\/orders\/[^/]+$/);
      await context.close();
    },
  );
});
