import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { submit, tour } from '../support/tour.js';
import { until } from '../support/until.js';

let shop: DemoShop;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([DemoShop.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** What needs a script to be reached at all. */
const NEEDS_SCRIPT = new Set(['a product with the cart drawer open']);
/** Playwright itself needs scripts to touch this form. */
const NEEDS_HELP = new Set(['register with problems']);

describe('without scripts', () => {
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false });
    page = await context.newPage();
  });
  afterAll(() => context?.close());

  const stations = tour.filter(({ name }) => !NEEDS_SCRIPT.has(name) && !NEEDS_HELP.has(name));
  it.each(stations)('$name can be reached and read, and no button is dead', async (station) => {
    let status = 0;
    const hear = (response: { status(): number; request(): { isNavigationRequest(): boolean } }) => {
      if (response.request().isNavigationRequest()) status = response.status();
    };
    page.on('response', hear);
    await station.open(page);
    page.off('response', hear);
    expect(status).toBe(station.status ?? 200);
    expect((await page.locator('h1').innerText()).trim()).not.toBe('');
    expect(await page.locator('button[type=button]:visible').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toMatch(/javascript/i);
  });

  it('a cart is filled, changed, noted upon and emptied by plain forms', async () => {
    const other = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false });
    const visit = await other.newPage();
    await visit.goto('/products/camp-kettle');
    await submit(visit, 'form[action="/cart/add"]');
    expect(new URL(visit.url()).pathname).toBe('/cart');
    expect(await visit.locator('[data-cart-count]').innerText()).toBe('1');
    await visit.getByRole('button', { name: /one more/i }).click();
    await until('two kettles', async () => (await visit.locator('[data-cart-count]').innerText()) === '2');
    const field = visit.locator('main input[name=quantity]:visible');
    await field.fill('5');
    await field.press('Enter');
    await until('five kettles', async () => (await visit.locator('[data-cart-count]').innerText()) === '5');
    await visit.getByRole('button', { name: /remove/i }).click();
    await until('an empty cart', async () => (await visit.locator('.cart-line').count()) === 0);
    expect(await visit.locator('main').innerText()).toMatch(/empty/i);
    await other.close();
  });
});

describe('by keyboard', () => {
  let page: Page;

  beforeEach(async () => {
    page = await browser.newPage({ baseURL: shop.url, viewport: { width: 1280, height: 800 } });
  });
  afterEach(() => page.close());

  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className);

  it.each(['/', '/collections/all', '/products/camp-kettle', '/cart', '/account/login'])(
    'the first stop of %s leads past the header',
    async (path) => {
      await page.goto(path);
      await page.keyboard.press('Tab');
      const link = page.locator(':focus');
      expect(await link.getAttribute('href')).toBe('#content');
      expect((await link.boundingBox())!.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      await until('the content', async () => (await focused()) === 'content');
    },
  );

  it.each(['/', '/collections/all', '/products/ribbed-beanie', '/cart', '/account/register'])(
    'it can be seen where one is on %s',
    async (path) => {
      await page.goto(path);
      for (let stop = 1; stop <= 25; stop += 1) {
        await page.keyboard.press('Tab');
        const place = await page.evaluate(() => {
          const element = document.activeElement!;
          // A choice is drawn by what stands beside its own, invisible button; a card by what lies over it.
          const around = [
            element,
            element.parentElement,
            element.nextElementSibling,
            element.closest('li, label'),
          ];
          const styles = around.flatMap((one) => (one ? [getComputedStyle(one)] : []));
          const isMarked = [...styles, getComputedStyle(element, '::after')].some(
            ({ outlineStyle, outlineWidth, boxShadow }) =>
              (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
          );
          return { isMarked, html: element.outerHTML.slice(0, 120) };
        });
        expect(place).toMatchObject({ isMarked: true });
      }
    },
  );

  it('the cart beside the page takes the keyboard, keeps it, and gives it back on Escape', async () => {
    await page.goto('/products/camp-kettle');
    const button = page.locator('[data-add-button]');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-cart-drawer][open] .cart-line').waitFor();
    const isInside = () =>
      page.evaluate(() => document.activeElement!.closest('[data-cart-drawer]') !== null);
    await until('the keyboard inside', isInside);
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab');
      const isOut = await page.evaluate(
        () => document.activeElement!.closest('header, main, footer') !== null,
      );
      expect(isOut).toBe(false);
    }
    await page.keyboard.press('Escape');
    await until(
      'the cart closed',
      async () => (await page.locator('[data-cart-drawer][open]').count()) === 0,
    );
    await until('the button again', () => button.evaluate((element) => element === document.activeElement));
  });

  it('a form with mistakes says so first, and names them beside their fields', async () => {
    await page.goto('/account/register');
    await page
      .locator('form[action="/account/register"]')
      .evaluate((form) => form.setAttribute('novalidate', ''));
    await page.locator('[name=email]').fill('ada');
    await submit(page, 'form[action="/account/register"]');
    for (const name of ['email', 'password']) {
      const field = page.locator(`[name=${name}]`);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
      expect(ids).toContain(`${name}-error`);
      expect((await page.locator(`#${name}-error`).innerText()).trim()).not.toBe('');
    }
    expect(await page.locator('[name=email]').inputValue()).toBe('ada');
  });
});

describe('on a phone', () => {
  it('everything to touch is large enough', async () => {
    const context = await browser.newContext({
      baseURL: shop.url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    const page = await context.newPage();
    for (const path of ['/', '/collections/all', '/products/ribbed-beanie', '/cart', '/account/login']) {
      await page.goto(path);
      const small = await page.evaluate(() =>
        Array.from(
          document.querySelectorAll<HTMLElement>(
            'button, summary, select, input:not([type=hidden]), a.button',
          ),
        )
          .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && box.height > 1 && (box.height < 43.5 || box.width < 43.5))
          .map(
            ({ element, box }) =>
              `${Math.round(box.width)} x ${Math.round(box.height)} ${element.outerHTML.slice(0, 100)}`,
          ),
      );
      expect(small, path).toEqual([]);
    }
    await context.close();
  });
});
