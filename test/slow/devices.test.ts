import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { FIREFOX, NEW_PASSWORD, PASSWORD, SAFARI } from '../support/devices.js';
import { structureProblems, widerThanScreen } from '../support/page-checks.js';
import { settled } from '../support/page-watch.js';
import { TestShop } from '../support/shop.js';
import { arrive } from '../support/arrive.js';

const WIDTHS = [320, 390, 1280];

/** One customer with three devices, behind three instances. */
describe('a customer and their devices', () => {
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ instances: 3 }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  async function device(
    userAgent: string,
    hasScript: boolean,
  ): Promise<{ context: BrowserContext; page: Page }> {
    const size = { width: 1280, height: 850 };
    const options = { baseURL: shop.url, viewport: size, javaScriptEnabled: hasScript, userAgent };
    const context = await browser.newContext(options);
    context.setDefaultTimeout(15_000);
    return { context, page: await context.newPage() };
  }
  async function fill(page: Page, fields: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(fields)) await page.locator(`main [name="${name}"]`).fill(text);
  }
  async function signIn(page: Page, email: string, password: string): Promise<void> {
    await page.goto('/account/login');
    await fill(page, { email, password });
    await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
    await arrive(page, /\/account$/);
  }
  const message = (page: Page) => page.locator('main [role="status"]').first().innerText();
  /** What `page` sees when it asks for the account: its path. */
  const account = async (page: Page) => {
    await page.goto('/account');
    return new URL(page.url()).pathname;
  };

  it.each([true, false])(
    'see them, end one, end the others, change the password (script %s)',
    async (hasScript) => {
      const email = `grace-${hasScript}@example.com`;
      const desk = await device(FIREFOX, hasScript);
      await desk.page.goto('/account/register');
      await fill(desk.page, { email, password: PASSWORD, first_name: 'Grace' });
      await desk.page.getByRole('button', { name: 'Open account' }).click();
      await arrive(desk.page, /\/account$/);
      const [phone, tablet] = [await device(SAFARI, hasScript), await device(SAFARI, hasScript)];
      await signIn(phone.page, email, PASSWORD);
      await signIn(tablet.page, email, PASSWORD);

      await desk.page.getByRole('link', { name: 'Your devices' }).click();
      await arrive(desk.page, /\/account\/sessions$/);
      expect(await desk.page.locator('.device__name').allInnerTexts()).toEqual([
        expect.stringMatching(/^Firefox on Windows\s+This device$/),
        'Safari on iPhone',
        'Safari on iPhone',
      ]);
      await desk.page.getByRole('button', { name: 'Sign out Safari on iPhone' }).first().click();
      await desk.page.locator('main [role="status"]').waitFor();
      expect(await message(desk.page)).toBe('Safari on iPhone is signed out.');
      expect([await account(phone.page), await account(tablet.page)].toSorted()).toEqual([
        '/account',
        '/account/login',
      ]);

      await desk.page.getByRole('button', { name: 'Sign out all other devices' }).click();
      await desk.page.getByText('The other device is signed out.').waitFor();
      expect(await desk.page.locator('.device').count()).toBe(1);
      expect([await account(phone.page), await account(tablet.page)]).toEqual([
        '/account/login',
        '/account/login',
      ]);

      await signIn(phone.page, email, PASSWORD);
      await desk.page.getByRole('link', { name: 'Password' }).click();
      await arrive(desk.page, /\/account\/password$/);
      await fill(desk.page, { current_password: 'not the password', new_password: NEW_PASSWORD });
      await desk.page.getByRole('button', { name: 'Change password' }).click();
      await desk.page.getByRole('alert').waitFor();
      expect(await desk.page.locator('#current_password-error').innerText()).toBe(
        'This is not your current password.',
      );
      expect(await desk.page.getByLabel('New password').inputValue()).toBe('');
      await fill(desk.page, { current_password: PASSWORD, new_password: NEW_PASSWORD });
      await desk.page.getByRole('button', { name: 'Change password' }).click();
      await arrive(desk.page, /\/account$/);
      expect(await message(desk.page)).toContain('Your password is changed');
      expect(await account(phone.page)).toBe('/account/login');
      await signIn(phone.page, email, NEW_PASSWORD);

      await phone.page.getByRole('link', { name: 'Your devices' }).click();
      await arrive(phone.page, /\/account\/sessions$/);
      await phone.page.locator('.device--current').getByRole('button').click();
      await arrive(phone.page, /\/account\/login\?signed_out=1$/);
      expect(await account(phone.page)).toBe('/account/login');
      expect(await account(desk.page)).toBe('/account');
      await Promise.all([desk, phone, tablet].map(({ context }) => context.close()));
    },
  );

  it('read well on every screen, in the light and in the dark', async () => {
    const { context, page } = await device(FIREFOX, true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/account/register');
    await fill(page, { email: 'lin@example.com', password: PASSWORD });
    await page.getByRole('button', { name: 'Open account' }).click();
    await arrive(page, /\/account$/);
    const check = async () => {
      expect(await page.evaluate(structureProblems)).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      }
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 850 });
        await settled(page);
        expect(await page.evaluate(widerThanScreen)).toEqual([]);
        const low = await page
          .locator('main :is(button, .account-nav a):visible')
          .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).length);
        expect(low).toBe(0);
      }
    };
    const other = await device(SAFARI, true);
    await signIn(other.page, 'lin@example.com', PASSWORD);
    await page.goto('/account/sessions');
    await check();
    await page.goto('/account/password');
    await fill(page, { current_password: 'not it', new_password: 'short' });
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('current_password');
    await check();
    await Promise.all([context.close(), other.context.close()]);
  });
});
