import type { Page } from 'playwright-core';
import type { TestShop } from './shop.js';

/** A jacket into the cart and through the checkout to the choice of payment, in a browser. */
export async function toPayment(shop: TestShop, page: Page, hasScript: boolean): Promise<void> {
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
}
