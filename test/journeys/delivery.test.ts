import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';
import { arrive } from '../support/arrive.js';

const WIDTHS = [320, 390, 1280];

/** Delivery and tax as somebody sees them: on the cart, on the way through the checkout, and on the order. */
describe('delivery and tax in the browser', () => {
  let shop: TestShop;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    const env = { SHOP_COUNTRY: 'DE', SHOP_TIME_ZONE: 'Europe/Berlin' };
    [shop, browser] = await Promise.all([TestShop.open({ env }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  async function visit(width: number, hasScript: boolean): Promise<Page> {
    context = await browser.newContext({
      viewport: { width, height: 850 },
      javaScriptEnabled: hasScript,
      baseURL: shop.url,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto('/products/plenty');
    await page.locator('[data-add-button]').click();
    await page.getByText('Added to your cart').first().waitFor();
    await page.goto('/cart');
    return page;
  }

  it('says what is wrong with a field as one leaves it, and takes it back while it is mended', async () => {
    const page = await visit(1280, true);
    await page.goto('/checkout/contact');
    const email = page.getByLabel('E-mail address');
    const error = page.locator('#email-error');
    await email.focus();
    await page.keyboard.press('Tab');
    await email.fill('ada@');
    await page.getByLabel('Last name').first().fill('Lovelace');
    await error.waitFor();
    expect(await error.textContent()).toContain('does not look like an e-mail address');
    expect(await email.getAttribute('aria-describedby')).toBe('email-hint email-error');
    expect(await page.locator('.field__error').count()).toBe(1);
    await email.pressSequentially('example.com');
    await error.waitFor({ state: 'detached' });
    expect(await email.getAttribute('aria-invalid')).toBe(null);
    expect(await email.getAttribute('aria-describedby')).toBe('email-hint');

    await page.getByRole('button', { name: 'Continue to delivery' }).click();
    const list = page.locator('.notice--error li');
    await list.first().waitFor();
    const before = await list.count();
    await page.locator('#address1').fill('12 Oak Street');
    await page.keyboard.press('Tab');
    await page.locator('#address1-error').waitFor({ state: 'detached' });
    expect(await list.count()).toBe(before - 1);
    expect(await page.locator('#city-error').count()).toBe(1);
    await context.close();
  });

  const isNarrow = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  const ways = WIDTHS.flatMap((width) => [true, false].map((hasScript) => ({ width, hasScript })));
  it.each(ways)('at $width pixels, script $hasScript', async ({ width, hasScript }) => {
    const page = await visit(width, hasScript);
    await estimate(page, 'Austria', '1010');
    await page.getByText(/^Arrives /).first().waitFor();
    expect(await page.locator('.cart-estimate').textContent()).toContain('$14.90');
    await estimate(page, 'Spain', '35001');
    await page.getByText('nothing that we send with takes this cart there').waitFor();
    expect(await isNarrow(page)).toBe(true);

    await page.goto('/checkout/contact');
    await fillIn(page, { country: 'Spain', postcode: '35001', city: 'Las Palmas' });
    await page.getByRole('button', { name: 'Continue to delivery' }).click();
    await page.getByText('nothing that we send with takes this order to this address').waitFor();
    expect(await isNarrow(page)).toBe(true);
    await page.getByRole('link', { name: 'Use another address' }).click();

    await fillIn(page, { country: 'Austria', postcode: '1010', city: 'Vienna' });
    await page.getByText('Add a company, VAT number, flat or floor').click();
    await page.getByLabel('VAT number').fill('ATU13585628');
    await page.getByRole('button', { name: 'Continue to delivery' }).click();
    const field = page.getByLabel('VAT number');
    await page.locator('#vat_number-error').waitFor();
    expect(await field.isVisible()).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('vat_number');
    expect(await isNarrow(page)).toBe(true);
    await field.fill('ATU13585627');
    await page.getByRole('button', { name: 'Continue to delivery' }).click();
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await page.getByText('VAT number ATU13585627').waitFor();
    expect(await isNarrow(page)).toBe(true);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await arrive(page, /\/orders\/[^/]+$/);
    await page.getByText('Reverse charge: the recipient accounts for the VAT').waitFor();
    expect(await page.getByText('VAT, reverse charge').count()).toBe(1);
    expect(await isNarrow(page)).toBe(true);
    await context.close();
  }); // prettier-ignore
});

async function estimate(page: Page, country: string, postcode: string): Promise<void> {
  const details = page.locator('.cart-estimate');
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  await page.getByLabel('Country').selectOption({ label: country });
  await details.getByLabel('Postcode').fill(postcode);
  await page.getByRole('button', { name: 'Show delivery' }).click();
  await arrive(page, /estimate_postcode=/);
}

async function fillIn(page: Page, where: { country: string; postcode: string; city: string }): Promise<void> {
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.locator('#last_name').fill('Byron');
  await page.locator('#country').selectOption({ label: where.country });
  await page.locator('#address1').fill('12 Larch Lane');
  await page.locator('#postcode').fill(where.postcode);
  await page.locator('#city').fill(where.city);
}
