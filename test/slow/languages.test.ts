import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/platform/language/current-language.js';
import { Messages } from '../../src/platform/views/messages.js';
import { openBrowser } from '../support/browser.js';
import { mailsIn } from '../support/mails.js';
import { TestShop } from '../support/shop.js';
import { linksOut, ownSentences, shownTexts } from '../support/shown-texts.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

const messages = new Messages('en');
const t = (key: string, values?: Record<string, string>) => inLanguage('de', () => messages.t(key, values));
const english = ownSentences('de');

/** From the first page to the mail, as a guest, in a browser, over two instances and with a real worker. */
describe('a purchase in German', () => {
  let shop: TestShop;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 2 }), openBrowser()]);
    await shop.startWorker();
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  it.each([true, false])('ends in a German mail whose link leads back, script %s', async (hasScript) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 850 },
      javaScriptEnabled: hasScript,
      baseURL: shop.url,
    });
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
    const problems = listen();
    const email = `ada-${hasScript}@example.com`;
    await page.goto('/');
    await page.locator('footer').getByRole('link', { name: 'Deutsch' }).click();
    await arrive(page, `${shop.url}/de/`);
    await findTheJacket();
    await putIntoCart(hasScript);
    await checkOut(email);
    await page
      .getByRole('button', { name: t('checkout.review.place_invoice', { amount: '' }).trim() })
      .click();
    await arrive(page, /\/de\/orders\/[^/]+$/);
    await expectGerman();
    const mail = await until(
      'the mail',
      async () => mailsIn(shop.mailDir).find(({ to }) => to.includes(email)),
      20,
    );
    expect(mail.text).toContain(t('mail.confirmed.text'));
    expect(english(mail.text.split(/\r?\n/).map((line) => line.trim()))).toEqual([]);
    const [link] = /http\S*\/orders\/\S+/.exec(mail.text)!;
    // The worker has no address of its own shop in this test: what stands before the path is not asked.
    expect(new URL(link).pathname).toBe(new URL(page.url()).pathname);
    expect(mail.text).toMatch(/\d+,\d\d\u00a0\$/);
    expect(problems).toEqual([]);
    await context.close();
  });

  /** What a page must never do: fail to load something, throw, or leave its language. */
  function listen(): string[] {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on(
      'response',
      (answer) => answer.status() >= 400 && problems.push(`${answer.status()} ${answer.url()}`),
    );
    return problems;
  }

  /** The page that the browser shows, after its scripts have done their part. */
  async function expectGerman(): Promise<void> {
    const html = await page.content();
    expect(new URL(page.url()).pathname).toMatch(/^\/de\//);
    expect(english(shownTexts(html)), page.url()).toEqual([]);
    expect(linksOut(html, '/de'), page.url()).toEqual([]);
  }

  async function findTheJacket(): Promise<void> {
    const field = page.locator('header input[name="q"]');
    await field.fill('jacket');
    await field.press('Enter');
    await arrive(page, /\/de\/search\?/);
    await expectGerman();
    await page.locator('main').getByRole('link', { name: 'jacket' }).first().click();
    await arrive(page, /\/de\/products\/jacket/);
    await page.goto(`/de/products/jacket?variant=${shop.variant('jacket', 3)}`);
    await expectGerman();
  }

  async function putIntoCart(hasScript: boolean): Promise<void> {
    await page.locator('[data-add-button]').click();
    if (hasScript) {
      const drawer = page.locator('[data-cart-drawer][open]');
      await drawer.locator('.cart-line').waitFor();
      await expectGerman();
      await drawer.getByRole('link', { name: t('cart.view') }).click();
    }
    await arrive(page, /\/de\/cart$/);
    await expectGerman();
    await page
      .locator('main')
      .getByRole('link', { name: t('cart.checkout') })
      .click();
  }

  async function checkOut(email: string): Promise<void> {
    await arrive(page, /\/de\/checkout\/contact/);
    await expectGerman();
    const typed = { email, 'given-name': 'Ada', 'family-name': 'Lovelace', 'address-line1': '12 Oak Street' };
    const place = { 'postal-code': '97205', 'address-level2': 'Portland', 'address-level1': 'OR' };
    for (const [purpose, text] of Object.entries({ ...typed, ...place }))
      await page.locator(`input[autocomplete$="${purpose}"]`).first().fill(text);
    await press('checkout.contact.continue');
    for (const [step, choice] of [
      ['delivery', 'checkout.delivery.express'],
      ['payment', 'checkout.payment.invoice'],
    ] as const) {
      await arrive(page, new RegExp(`/de/checkout/${step}`));
      await expectGerman();
      await page.getByText(t(choice), { exact: true }).first().click();
      await press(`checkout.${step}.continue`);
    }
    await arrive(page, /\/de\/checkout\/review/);
    await expectGerman();
  }

  const press = (key: string) => page.getByRole('button', { name: t(key) }).click();
});
