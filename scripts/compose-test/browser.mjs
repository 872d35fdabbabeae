/** A purchase in a real browser, with the scripts of the pages, in two parts: something may happen in between. */
import { chromium } from 'playwright-core';
import { expect } from './promises.mjs';

const PATIENCE_MS = 15_000;

export async function openBrowser(address) {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage({ baseURL: address });
  page.setDefaultTimeout(PATIENCE_MS);
  return { page, close: () => browser.close() };
}

/** Waits until the browser is there; else says where it is, and what stands there. */
async function arrive(page, where) {
  await page.waitForURL(where).catch(async () => {
    const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ').slice(0, 300);
    expect(false, `not at ${where} but at ${page.url()}, which says: ${text}`);
  });
}

/** Puts a kettle into the cart, which opens beside the page. */
export async function fillCartIn(page) {
  await page.goto('/');
  const words = page.locator('.shop-header [name=q]');
  await words.fill('kettle');
  await words.press('Enter');
  await page.locator('.card', { hasText: 'Camp Kettle' }).first().click();
  await arrive(page, /\/products\/camp-kettle/);
  await page.locator('[data-add-button]').click();
  await page.locator('[data-cart-drawer][open] .cart-line').waitFor();
}

/** Goes from the open cart to the order page and answers the order's token. */
export async function checkOutIn(page, email) {
  const goOn = (name) => page.getByRole('button', { name }).click();
  await page.goto('/cart');
  expect((await page.locator('main .cart-line').innerText()).includes('Camp Kettle'), 'the cart is empty');
  await page.locator('main').getByRole('link', { name: 'Check out' }).click();
  await arrive(page, /\/checkout\/contact/);
  await page.getByLabel('E-mail address').fill(email);
  const name = { 'given-name': 'Ada', 'family-name': 'Lovelace', 'address-line1': '12 Oak Street' };
  const place = { 'postal-code': '97205', 'address-level2': 'Portland', 'address-level1': 'OR' };
  for (const [purpose, text] of Object.entries({ ...name, ...place }))
    await page.locator(`input[autocomplete$="${purpose}"]`).first().fill(text);
  await goOn('Continue to delivery');
  await arrive(page, /\/checkout\/delivery/);
  await page.getByText('Express').first().click();
  await goOn('Continue to payment');
  await arrive(page, /\/checkout\/payment/);
  await page.getByText('On invoice').click();
  await goOn('Continue to review');
  await arrive(page, /\/checkout\/review/);
  await goOn(/^Place order/);
  await arrive(page, /\/orders\/[\w-]+$/);
  const thanks = await page.getByRole('heading', { level: 1 }).innerText();
  expect(thanks.includes('Thank you, Ada'), `the order page says "${thanks}"`);
  return new URL(page.url()).pathname.split('/').at(-1);
}
