import type { Page } from 'playwright-core';
import type { TestShop } from '../shop.js';

/** Through the checkout to our payment page, in a browser; answers the order's number. */
export async function orderByCard(shop: TestShop, page: Page, hasScript: boolean): Promise<string> {
  await page.goto(`/products/jacket?variant=${shop.variant('jacket', 3)}`);
  await page.locator('[data-add-button]').click();
  if (hasScript) await page.locator('[data-cart-drawer][open] .cart-line').waitFor();
  await page.goto('/checkout/contact');
  await page.getByLabel('E-mail address').fill('ada@example.com');
  const typed = { 'given-name': 'Ada', 'family-name': 'Lovelace', 'address-line1': '12 Oak Street' };
  const place = { 'postal-code': '97205', 'address-level2': 'Portland', 'address-level1': 'OR' };
  for (const [purpose, text] of Object.entries({ ...typed, ...place }))
    await page.locator(`input[autocomplete$="${purpose}"]`).first().fill(text);
  await page.getByRole('button', { name: 'Continue to delivery' }).click();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await page.getByText('Card or wallet').click();
  await page.getByRole('button', { name: 'Continue to review' }).click();
  await page.getByRole('button', { name: /^Place order/ }).click();
  await page.waitForURL(/\/checkout\/pay\/[\w-]{22}$/);
  return /(\d+)/.exec(await page.getByRole('heading', { level: 1 }).innerText())![1]!;
}
