import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { mailsIn } from '../support/mails.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

const PASSWORD = 'nine tents by the lake';

/** One customer with two devices, and the next person at the second one. */
describe('an account and its cart', () => {
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

  async function device(width: number, hasScript: boolean): Promise<{ context: BrowserContext; page: Page }> {
    const options = { viewport: { width, height: 850 }, javaScriptEnabled: hasScript, baseURL: shop.url };
    const context = await browser.newContext(options);
    context.setDefaultTimeout(15_000);
    return { context, page: await context.newPage() };
  }

  /** Puts things into the cart by the form of the product page, whichever way the page answers. */
  async function take(page: Page, handle: string, quantity: number): Promise<void> {
    await page.goto(`/products/${handle}`);
    await page.locator('input[name="quantity"]').fill(String(quantity));
    const answered = page.waitForResponse((answer) => answer.url().includes('/cart/add'));
    await page.locator('[data-add-button]').click();
    expect((await answered).status()).toBe(303);
    await page.goto('/cart');
  }

  /** Title to quantity, as the cart page shows it. */
  async function cartOf(page: Page): Promise<Record<string, string>> {
    await page.goto('/cart');
    const lines = await page.locator('.cart-line').all();
    const entries = lines.map(async (line) => [
      await line.locator('.cart-line__title').innerText(),
      await line.locator('.stepper__field').inputValue(),
    ]);
    return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
  }

  async function signIn(page: Page, email: string, password: string): Promise<void> {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
  }

  it.each([true, false])('follow the customer from desk to phone (script %s)', async (hasScript) => {
    const email = `grace-${hasScript}@example.com`;
    await shop.setStock('ten-left', 10);
    const desk = await device(1280, hasScript);
    await take(desk.page, 'plenty', 1);
    await desk.page.goto('/account/register');
    await desk.page.getByLabel('E-mail address').fill(email);
    await desk.page.getByLabel('Password').fill(PASSWORD);
    await desk.page.getByLabel('First name').fill('Grace');
    await desk.page.getByRole('button', { name: 'Open account' }).click();
    await arrive(desk.page, /\/account$/);
    expect(await desk.page.locator('main [role="status"]').first().innerText()).toContain(
      'One line of your cart came along',
    );
    expect(await desk.page.locator('main').innerText()).toContain('Hello Grace');
    await take(desk.page, 'ten-left', 7);

    const phone = await device(390, hasScript);
    await take(phone.page, 'ten-left', 5);
    await take(phone.page, 'markup', 2);
    await phone.page.goto('/account/login?return_to=/cart');
    await signIn(phone.page, email, 'not the password');
    await phone.page.getByRole('alert').waitFor();
    expect(await phone.page.getByLabel('E-mail address').inputValue()).toBe(email);
    expect(await phone.page.getByLabel('Password').inputValue()).toBe('');
    await signIn(phone.page, email, PASSWORD);
    await arrive(phone.page, /\/cart$/);
    expect(await phone.page.locator('main [role="status"]').first().innerText()).toContain(
      'Of ten left not everything fitted in',
    );
    const joined = { plenty: '1', 'ten left': '10', 'Rope <b>x</b> "y" {{z}}': '2' };
    expect(await cartOf(phone.page)).toEqual(joined);
    expect(await cartOf(desk.page)).toEqual(joined);

    await phone.page.goto('/account');
    await phone.page.getByRole('button', { name: 'Sign out' }).click();
    await arrive(phone.page, /\/account\/login/);
    expect(await phone.page.locator('main [role="status"]').first().innerText()).toContain(
      'You are signed out',
    );
    expect(await cartOf(phone.page)).toEqual({});
    await phone.page.goto('/account');
    expect(phone.page.url()).toContain('/account/login?return_to=%2Faccount');
    expect(await cartOf(desk.page)).toEqual(joined);
    await Promise.all([desk.context.close(), phone.context.close()]);
  });

  it('leads from the account to all that is kept there, and ends, without script', async () => {
    const { context, page } = await device(390, false);
    await page.goto('/account/register');
    await page.locator('main [name=email]').fill('leaver@example.com');
    await page.locator('main [name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open account' }).click();
    const ways = page.locator('.account-ways');
    for (const way of ['Devices', 'Password', 'Addresses']) {
      await page.goto('/account');
      await ways.getByRole('link', { name: way, exact: true }).click();
      await arrive(page, /\/account\/\w+$/);
    }
    await page.getByRole('link', { name: 'Add an address' }).click();
    await page.getByLabel('Last name').fill('Hopper');
    await page.locator('[name=country]').selectOption('DE');
    await page.getByLabel('Street and house number').fill('Lärchenweg 3');
    await page.getByLabel('Postcode').fill('10997');
    await page.getByLabel('City').fill('Berlin');
    await page.getByRole('button', { name: 'Save address' }).click();
    await page.getByText('The address is saved.').waitFor();
    await take(page, 'plenty', 1);
    await page.goto('/checkout/contact');
    expect(await page.getByLabel('Street and house number').first().inputValue()).toBe('Lärchenweg 3');
    await page.goto('/account');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByText('is on its way to leaver@example.com').waitFor();
    await ways.getByRole('link', { name: 'Your data' }).click();
    await page.getByLabel('Current password').fill(PASSWORD);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the file' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^my-data-.*\.json$/);
    await page.getByRole('link', { name: 'Look at what goes' }).click();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await arrive(page, /\/account\/data\/gone$/);
    await page.goto('/account');
    expect(page.url()).toContain('/account/login');
    await context.close();
  });

  it('gives the session another id at sign-in and lets the old one die', async () => {
    const { context, page } = await device(1280, false);
    await take(page, 'plenty', 1);
    const before = await context.cookies();
    await page.goto('/account/register');
    await page.getByLabel('E-mail address').fill('fixation@example.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open account' }).click();
    await arrive(page, /\/account$/);
    const after = await context.cookies();
    expect(after.map((cookie) => cookie.name)).toEqual(before.map((cookie) => cookie.name));
    expect(after[0]!.value).not.toBe(before[0]!.value);
    expect(after[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const thief = await device(1280, false);
    await thief.context.addCookies(before);
    expect(await cartOf(thief.page)).toEqual({});
    await Promise.all([context.close(), thief.context.close()]);
  });

  /** The way that a mail to this address leads, which is opened at the shop's own port here. */
  async function mailedPath(email: string, subject: string): Promise<string> {
    return until(`a mail "${subject}" to ${email}`, () => {
      const mail = mailsIn(shop.mailDir).find((one) => one.to === email && one.subject === subject);
      return Promise.resolve(mail && /https?:\/\/[^/\s]+(\/account\/\S+)/.exec(mail.text)?.[1]);
    });
  }

  it.each([true, false])(
    'opens again to who forgot the password, with the cart of this browser (script %s)',
    async (hasScript) => {
      const email = `joan-${hasScript}@example.com`;
      const account = { email, password: PASSWORD, first_name: 'Joan', last_name: '' };
      expect((await shop.shopper().post('/account/register', account)).status).toBe(303);
      const { context, page } = await device(390, hasScript);
      await take(page, 'plenty', 2);
      await page.goto('/account/login');
      await page.getByRole('link', { name: 'Forgotten your password?' }).click();
      await page.getByLabel('E-mail address').fill(email);
      await page.getByRole('button', { name: 'Send me the link' }).click();
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();

      const path = await mailedPath(email, 'Choose a new password');
      await page.goto(path);
      expect(await page.locator('input[autocomplete="username"]').inputValue()).toBe(email);
      await page.getByLabel('New password').fill('short');
      await page.getByRole('button', { name: 'Store the new password' }).click();
      await page.locator('#new_password-error').waitFor();
      await page.getByLabel('New password').fill('eleven kettles on the hob');
      await page.getByRole('button', { name: 'Store the new password' }).click();
      await arrive(page, /\/account\/login$/);
      expect(await page.locator('main [role="status"]').first().innerText()).toContain('is stored');
      await signIn(page, email, 'eleven kettles on the hob');
      await arrive(page, /\/account$/);
      expect(await page.locator('main').innerText()).toContain('Hello Joan');
      expect(await cartOf(page)).toEqual({ plenty: '2' });

      await page.goto(path);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toContain('does not work any more');
      expect(await mailedPath(email, 'Your password was changed')).toBe('/account/recover');
      await page.goto(await mailedPath(email, 'Please confirm your e-mail address'));
      await page.getByRole('button', { name: 'Yes, this is my address' }).click();
      await arrive(page, /\/account$/);
      expect(await page.locator('main [role="status"]').first().innerText()).toContain('is confirmed');
      await context.close();
    },
  );
});
