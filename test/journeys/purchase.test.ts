import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { mailsIn } from '../support/mails.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

interface OrderRow {
  state: string;
  email: string;
  subtotal: number;
  shipping: number;
  tax: number;
  total: number;
}

/** From the first page to the mail, as a guest, in a browser, over three instances and with a real worker. */
describe('a purchase', () => {
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 3 }), openBrowser()]);
    await shop.startWorker();
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const ways = [390, 1280].flatMap((width) => [true, false].map((hasScript) => ({ width, hasScript })));
  it.each(ways)('at $width pixels, script $hasScript', async ({ width, hasScript }) => {
    const context = await browser.newContext({
      viewport: { width, height: 850 },
      javaScriptEnabled: hasScript,
      baseURL: shop.url,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const problems = listen(page);
    const email = `ada-${width}-${hasScript}@example.com`;

    await findTheJacket(page);
    await chooseSkyInM(page, hasScript);
    await putIntoCart(page, hasScript);
    await makeItTwo(page);
    await checkOut(page, email);
    const said = await totalsOf(page);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await arrive(page, /\/orders\/[^/]+$/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Thank you, Ada');
    expect(await totalsOf(page)).toEqual(said);

    await expectOrder(email, said, page);
    await expectMail(email, said, page);
    await page.reload();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Thank you, Ada');
    await page.goto('/cart');
    expect(await page.locator('main').innerText()).toContain('Your cart is empty');
    expect(problems).toEqual([]);
    await context.close();
  });

  /** What a page must never do: fail to load something, throw, or break its own content policy. */
  function listen(page: Page): string[] {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on(
      'response',
      (answer) => answer.status() >= 400 && problems.push(`${answer.status()} ${answer.url()}`),
    );
    return problems;
  }

  async function findTheJacket(page: Page): Promise<void> {
    await page.goto('/');
    const field = page.locator('header input[name="q"]');
    await field.fill('jacket');
    await field.press('Enter');
    await arrive(page, /\/search\?/);
    await page.locator('main').getByRole('link', { name: 'jacket' }).first().click();
    await arrive(page, /\/products\/jacket/);
  }

  async function chooseSkyInM(page: Page, hasScript: boolean): Promise<void> {
    await page.locator('label[data-value="Sky"]').click();
    await page.locator('label[data-value="M"]').click();
    if (!hasScript) await page.locator('[data-options]').getByRole('button').click();
    await arrive(page, hasScript ? /variant=\d+/ : /Sky/);
    expect(await page.locator('[data-price]').innerText()).toContain('$95.00');
    expect(await page.locator('label[data-value="L"]').innerText()).toMatch(/sold out/i);
  }

  async function putIntoCart(page: Page, hasScript: boolean): Promise<void> {
    await page.locator('[data-add-button]').click();
    if (hasScript) {
      const drawer = page.locator('[data-cart-drawer][open]');
      await drawer.locator('.cart-line').waitFor();
      expect(page.url()).toContain('/products/jacket');
      await drawer.getByRole('link', { name: 'Open the cart page' }).click();
    }
    await arrive(page, /\/cart$/);
    expect(await page.locator('[data-cart-drawer][open]').count()).toBe(0);
    expect(await page.locator('main .cart-line').innerText()).toMatch(/Sky[\s\S]*M[\s\S]*\$95\.00/);
  }

  async function makeItTwo(page: Page): Promise<void> {
    const line = page.locator('main .cart-line');
    await line.getByRole('textbox', { name: 'Quantity of jacket' }).fill('2');
    await line.getByRole('button', { name: 'Update the quantity of jacket' }).click();
    await page.locator('main .cart-line__price', { hasText: '$190.00' }).waitFor();
    expect(await page.locator('main [data-cart-subtotal]').innerText()).toBe('$190.00');
  }

  async function checkOut(page: Page, email: string): Promise<void> {
    await page.locator('main').getByRole('link', { name: 'Check out' }).click();
    await arrive(page, /\/checkout\/contact/);
    await page.getByLabel('E-mail address').fill(email);
    const typed = { 'given-name': 'Ada', 'family-name': 'Lovelace', 'address-line1': '12 Oak Street' };
    const place = { 'postal-code': '97205', 'address-level2': 'Portland', 'address-level1': 'OR' };
    for (const [purpose, text] of Object.entries({ ...typed, ...place }))
      await page.locator(`input[autocomplete$="${purpose}"]`).first().fill(text);
    await page.getByRole('button', { name: 'Continue to delivery' }).click();
    await arrive(page, /\/checkout\/delivery/);
    await page.getByText('Express').click();
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await arrive(page, /\/checkout\/payment/);
    await page.getByText('On invoice').click();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await arrive(page, /\/checkout\/review/);
    expect(await page.locator('main').innerText()).toContain('12 Oak Street');
  }

  /** The sums as the page shows them: label to amount. */
  async function totalsOf(page: Page): Promise<Record<string, string>> {
    const [labels, amounts] = await Promise.all(
      ['dt', 'dd'].map((tag) => page.locator(`dl.summary ${tag}`).allInnerTexts()),
    );
    return Object.fromEntries(labels!.map((label, at) => [label.replace(/ \(.*/, ''), amounts![at]!]));
  }

  const dollars = (minor: number): string => `$${(minor / 100).toFixed(2)}`;

  async function expectOrder(email: string, said: Record<string, string>, page: Page): Promise<void> {
    const [order, ...others] = await shop.database.query<
      OrderRow & { id: number; token: string; number: string }
    >('SELECT * FROM orders WHERE email = ?', [email]);
    expect(others).toEqual([]);
    expect(page.url()).toContain(order!.token);
    expect(order!.state).toBe('authorised');
    expect(order!.subtotal).toBe(19_000);
    expect(order!.subtotal + order!.shipping + order!.tax).toBe(order!.total);
    const { subtotal, shipping, tax, total } = order!;
    expect(said).toEqual({
      Subtotal: dollars(subtotal),
      Delivery: dollars(shipping),
      Tax: dollars(tax),
      Total: dollars(total),
    });
    const lines = await shop.database.query(
      'SELECT variant_id, quantity, unit_price FROM order_lines WHERE order_id = ?',
      [order!.id],
    );
    const skyInM = shop.variant('jacket', 3);
    expect(lines).toEqual([{ variant_id: skyInM, quantity: 2, unit_price: 9500 }]);
  }

  async function expectMail(email: string, said: Record<string, string>, page: Page): Promise<void> {
    const mail = await until(
      'the mail',
      async () => mailsIn(shop.mailDir).find((one) => one.to.includes(email)),
      20,
    );
    expect(mailsIn(shop.mailDir).filter((one) => one.to.includes(email))).toHaveLength(1);
    expect(mail.text).toContain(said['Total']!);
    expect(mail.text).toContain('jacket');
    expect(mail.text).toContain(new URL(page.url()).pathname);
    expect(mail.source).toMatch(/^content-type: multipart\/alternative/im);
  }
});
