import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { submit } from '../support/tour.js';
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

const PHONE = { width: 390, height: 844 };
const newPage = (options = {}) =>
  browser.newPage({ baseURL: shop.url, viewport: { width: 1280, height: 900 }, ...options });
const cards = (page: Page) => page.locator('#listing .cards > li');
const titles = (page: Page) => cards(page).locator('.card__title').allInnerTexts();
const inDrawer = (page: Page) => page.locator('[data-cart-drawer][open] .cart-line').first();

async function showMore(page: Page): Promise<void> {
  const before = await cards(page).count();
  await page.locator('[data-load-more]').click();
  await until('more cards', async () => (await cards(page).count()) > before);
}

describe('a list of several pages', () => {
  it('grows by the next page, until nothing is left, and says how far one is', async () => {
    const page = await newPage();
    await page.goto('/collections/all');
    const total = Number((await page.locator('.listing__total').innerText()).replace(/\D/g, ''));
    expect(await page.locator('[data-shown]').innerText()).toBe(`24 of ${total} shown`);
    await showMore(page);
    expect(await page.locator('[data-shown]').innerText()).toBe(`48 of ${total} shown`);
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe((await titles(page))[24]);
    expect(await page.locator('.pagination [aria-current]').innerText()).toContain('2');
    while (await page.locator('[data-load-more]').count()) await showMore(page);
    const all = await titles(page);
    expect([all.length, new Set(all).size]).toEqual([total, total]);
    await page.close();
  });

  it('is as it was, and where it was, when one comes back from a product', async () => {
    const page = await newPage();
    await page.goto('/collections/all');
    await showMore(page);
    const card = cards(page).nth(40);
    await card.scrollIntoViewIfNeeded();
    const top = await page.evaluate(() => window.scrollY);
    await card.locator('.card__title a').click();
    await page.waitForURL(/\/products\//);
    await page.goBack();
    await until(
      'the same place',
      async () =>
        (await cards(page).count()) === 48 && Math.abs((await page.evaluate(() => window.scrollY)) - top) < 2,
    );
    await page.goto('/collections/all');
    expect(await cards(page).count()).toBe(24);
    await page.close();
  });

  it('has its page links, and no button, without scripts', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto('/collections/all');
    expect(await page.locator('[data-load-more]').isVisible()).toBe(false);
    await page.locator('.pagination [rel=next]').click();
    await page.waitForURL(/page=2/);
    expect(await cards(page).count()).toBe(24);
    await page.close();
  });
});

describe('a thing without choices', () => {
  const add = (page: Page) => page.getByRole('button', { name: 'Add Gooseneck Kettle to cart' });

  it.each([false, true])(
    'is put into the cart from its card, after a filter too (%s)',
    async (isFiltered) => {
      const page = await newPage();
      await page.goto('/collections/cook-and-brew');
      if (isFiltered) {
        await page.locator('[name="filter.v.availability"][value="1"]').check();
        await page.waitForURL(/availability/);
      }
      await add(page).focus();
      await page.keyboard.press('Enter');
      await inDrawer(page).waitFor();
      expect(await inDrawer(page).innerText()).toContain('Gooseneck Kettle');
      expect(await page.locator('.cart-count').innerText()).toBe('1');
      await page.keyboard.press('Escape');
      await until('the button again', () => add(page).evaluate((one) => one === document.activeElement));
      await page.close();
    },
  );

  it('goes into the cart without scripts too; what has choices leads to its page', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto('/collections/cook-and-brew');
    expect(await page.locator('.card', { hasText: 'Camp Kettle' }).locator('.card__add').count()).toBe(0);
    await submit(page, '.card:has-text("Gooseneck Kettle") .card__add');
    expect(new URL(page.url()).pathname).toBe('/cart');
    expect(await page.locator('.cart-line').innerText()).toContain('Gooseneck Kettle');
    await page.close();
  });
});

describe('on a phone', () => {
  it('price and button stay at hand while those of the page are out of sight', async () => {
    const page = await newPage({ viewport: PHONE });
    await page.goto('/products/squat-enamel-mug');
    const bar = page.locator('[data-buy-bar]');
    await page.locator('[data-add-button]').scrollIntoViewIfNeeded();
    await until('no bar', async () => !(await bar.isVisible()));
    await page.locator('[data-option][value="500 ml"]').check();
    const price = await page.locator('[data-price] .price__now').innerText();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await until('the bar', () => bar.isVisible());
    expect(await bar.innerText()).toContain(price);
    await bar.getByRole('button').click();
    await inDrawer(page).waitFor();
    expect(await inDrawer(page).innerText()).toContain('500 ml');
    await page.close();
  });

  it('no bar offers what is sold out', async () => {
    const page = await newPage({ viewport: PHONE });
    await page.goto('/products/bobble-hat');
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const isInView = () =>
      page.locator('[data-add-button]').evaluate((one) => one.getBoundingClientRect().bottom > 0);
    await until('the button out of sight', async () => !(await isInView()));
    // Drawn twice: whoever watches what is in view has been told by then.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await page.locator('[data-buy-bar]').isVisible()).toBe(false);
    await page.close();
  });

  it('nothing lies on the end of the page', async () => {
    const page = await newPage({ viewport: PHONE });
    await page.goto('/products/squat-enamel-mug');
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await until('the bar', () => page.locator('[data-buy-bar]').isVisible());
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const [bar, last] = await Promise.all([
      page.locator('[data-buy-bar]').boundingBox(),
      page.locator('.shop-footer a').last().boundingBox(),
    ]);
    expect(last!.y + last!.height).toBeLessThanOrEqual(bar!.y);
    await page.close();
  });
});

describe('the way from a list to a product, and back', () => {
  /** What moves while the page comes: names of pictures, or null when the browser makes no transition of it. */
  const noteTransitions = (page: Page) =>
    page.addInitScript(() => {
      addEventListener('pagereveal', ({ viewTransition }) => {
        const moved = () =>
          document.getAnimations().map(({ effect }) => (effect as KeyframeEffect).pseudoElement ?? '');
        Object.assign(window, {
          moved: viewTransition && viewTransition.ready.then(moved, () => ['failed']),
        });
      });
    });
  const moved = (page: Page) =>
    page.evaluate(() => (window as unknown as { moved?: Promise<string[]> | null }).moved ?? null);
  const PICTURE = '::view-transition-group(product-picture)';

  /** Answers what moved on the way there. */
  async function goAndComeBack(page: Page): Promise<string[] | null> {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await noteTransitions(page);
    await page.goto('/collections/all');
    const title = await cards(page).first().locator('.card__title').innerText();
    await cards(page).first().locator('.card__title a').click();
    await page.waitForURL(/\/products\//);
    expect(await page.locator('h1').innerText()).toBe(title);
    const there = await moved(page);
    await page.locator('[data-add-button]').click();
    await inDrawer(page).waitFor();
    // A page that the browser has kept does not load again, so nobody can wait for that.
    await page.evaluate(() => history.back());
    const isBack = () => page.evaluate(() => location.pathname === '/collections/all').catch(() => false);
    await until('the list', isBack);
    expect(errors).toEqual([]);
    return there;
  }

  it('takes the picture along', async () => {
    const page = await newPage();
    expect(await goAndComeBack(page)).toContain(PICTURE);
    await page.close();
  });

  it('takes it back to its place, where the browser has kept the list', async () => {
    const keeping = await openBrowser({ keepsPages: true });
    const page = await keeping.newPage({ baseURL: shop.url, viewport: { width: 1280, height: 900 } });
    await goAndComeBack(page);
    await until('the picture', async () => (await moved(page))?.includes(PICTURE));
    const named = () =>
      page.evaluate(
        () => [...document.querySelectorAll('img')].filter((image) => image.style.viewTransitionName).length,
      );
    await until('its name is given back', async () => (await named()) === 0);
    await keeping.close();
  });

  it('moves nothing for who wants no motion', async () => {
    const page = await newPage({ reducedMotion: 'reduce' });
    expect(await goAndComeBack(page)).toBeNull();
    expect(await moved(page)).toBeNull();
    await page.close();
  });
});
