import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { ListReader } from '../support/list-reader.js';
import { widerThanScreen } from '../support/page-checks.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

let shop: DemoShop;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([DemoShop.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** The same finger movements on every visit; a page with scripts answers some of them without the button. */
describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('somebody who looks around %s', (_how, hasScripts) => {
  let context: BrowserContext;
  let page: Page;
  let list: ListReader;

  beforeEach(async () => {
    const viewport = { width: 1280, height: 900 };
    context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: hasScripts, viewport });
    page = await context.newPage();
    list = new ListReader(page, hasScripts);
  });
  afterEach(() => context.close());

  it('finds by words in the title, type, maker, tag and article number', async () => {
    await page.goto('/');
    for (const [words, wanted] of [
      ['kettle', 'Camp Kettle'],
      ['Northfold', 'Bobble Hat'],
      ['LL-KETTLE-LARCH', 'Camp Kettle'],
      ['socks', 'Walking Socks'],
    ]) {
      const field = page.locator('.shop-header [name=q]');
      await field.fill(words!);
      await field.press('Enter');
      await arrive(page, (url) => url.pathname === '/search' && url.searchParams.get('q') === words);
      expect(await page.locator('h1').innerText()).toContain(words);
      expect(await list.titles()).toContain(wanted);
      expect(await page.locator('#search-again').inputValue()).toBe(words);
    }
  });

  it('is told when nothing is found, keeps the words and is offered collections', async () => {
    await page.goto('/search?q=zeppelin');
    expect(await page.locator('#search-again').inputValue()).toBe('zeppelin');
    expect(await page.locator('#listing .card').count()).toBe(0);
    expect(await list.total()).toBe(0);
    await page.locator('main a[href="/collections/sleep"]').first().click();
    await arrive(page, '**/collections/sleep');
    expect(await list.total()).toBeGreaterThan(3);
  });

  it('goes from a card to the product, and back to the same list', async () => {
    await page.goto('/collections/wear?sort_by=price-descending');
    const before = await list.titles();
    await page.locator('.card', { hasText: 'Ribbed Beanie' }).click();
    await arrive(page, '**/products/ribbed-beanie');
    expect(await page.locator('h1').innerText()).toBe('Ribbed Beanie');
    await page.goBack();
    await arrive(page, /price-descending/);
    expect(await list.titles()).toEqual(before);
    await page.goto('/products/ribbed-beanie');
    await page.locator('.breadcrumbs a').last().click();
    await arrive(page, '**/collections/wear');
  });

  it('chooses another variant: picture, price, article number and address follow', async () => {
    await page.goto('/products/ribbed-beanie');
    const first = await page.locator('form[action="/cart/add"] [name=id]').inputValue();
    const sku = await page.locator('[data-sku]').innerText();
    await page.locator('[data-options] label', { hasText: 'Oat' }).click();
    if (!hasScripts) await page.locator('[data-options] button').click();
    await until(
      'the other variant',
      async () => (await page.locator('form[action="/cart/add"] [name=id]').inputValue()) !== first,
    );
    expect(await page.locator('[data-sku]').innerText()).not.toBe(sku);
    expect(await page.locator('[data-stage] img').first().getAttribute('src')).toContain('oat');
    expect(await page.locator('[data-options] input:checked').inputValue()).toBe('Oat');
    expect(page.url()).toMatch(/variant=\d+|option1=Oat/);
    await page.goto(page.url());
    expect(await page.locator('[data-options] input:checked').inputValue()).toBe('Oat');
  });

  it('reads the sizes beside the choice, and comes back to it', async () => {
    await page.goto('/products/hill-boots');
    const link = page.getByRole('link', { name: 'Size guide' });
    await link.focus();
    await page.keyboard.press('Enter');
    const row = page.locator('tr', { hasText: 'Foot, cm' });
    await row.waitFor();
    expect(new URL(page.url()).pathname).toBe(
      hasScripts ? '/products/hill-boots' : '/pages/size-guide-shoes',
    );
    if (hasScripts) await page.keyboard.press('Escape');
    else await page.goBack();
    await row.waitFor({ state: 'hidden' });
    if (hasScripts) expect(await link.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await page.locator('h1').innerText()).toBe('Hill Boots');
    await page.goto('/products/carbon-steel-pan');
    expect(await page.locator('[data-options] [value="24 cm"]').count()).toBe(1);
    expect(await link.count()).toBe(0);
  });

  it('puts all that is bought together into the cart at once, and is offered one of it in the cart', async () => {
    await page.goto('/products/gooseneck-kettle');
    const form = page.locator('[data-together]');
    const price = await form.locator('strong').innerText();
    await form.getByRole('button', { name: 'Add all 3 to cart' }).focus();
    await page.keyboard.press('Enter');
    const cart = page.locator(hasScripts ? '[data-cart-drawer][open]' : 'main .cart');
    await cart.locator('.cart-line').nth(2).waitFor();
    expect((await cart.locator('.cart-line__title').allInnerTexts()).toSorted()).toEqual([
      'Brew Box',
      'Gooseneck Kettle',
      'Hand Grinder',
    ]);
    expect(await cart.locator('.cart-summary').first().innerText()).toContain(price);
    await page.goto('/products/field-notebook');
    await page.locator('[data-add-button]').click();
    await page.locator('.cart-line', { hasText: 'Field Notebook' }).first().waitFor();
    await page.goto('/cart');
    await page.getByRole('button', { name: 'Add to cart (Twelve Postcards)' }).click();
    await page.locator('.cart-line', { hasText: 'Twelve Postcards' }).waitFor();
    if (!hasScripts) return;
    await page.goto('/products/camp-kettle');
    const ids = () =>
      Promise.all(
        ['[data-variant-id]', '[data-together-variant]'].map((field) => page.locator(field).inputValue()),
      );
    const [before] = await ids();
    await page.locator('[data-option]:not(:checked)').last().check();
    const [chosen, together] = await ids();
    expect(chosen).not.toBe(before);
    expect(together).toBe(chosen);
  });

  it('sees sold-out choices, and cannot buy them', async () => {
    await page.goto('/products/bobble-hat');
    expect(await page.locator('[data-options] label').count()).toBe(3);
    expect(await page.locator('[data-options]').innerText()).toMatch(/sold out/i);
    expect(await page.locator('[data-add-button]').isDisabled()).toBe(true);
  });

  it('is helped on by the page for an unknown address', async () => {
    const answer = await page.goto('/products/flying-carpet');
    expect(answer!.status()).toBe(404);
    await page.locator('main [name=q]').fill('blanket');
    await page.locator('main [name=q]').press('Enter');
    await arrive(page, /\/search\?q=blanket/);
    expect(await list.total()).toBeGreaterThan(0);
    await page.goto('/no/such/page');
    expect(await page.locator('a[href="/collections/all"]').count()).toBeGreaterThan(0);
    const senseless = await page.goto('/collections/all?page=abc');
    expect(senseless!.status()).toBe(400);
    expect(await page.locator('.shop-header [name=q]').isVisible()).toBe(true);
  });
});

/** Scale and place of the picture in the dialog, as it is drawn. */
const drawn = (page: Page) =>
  page.locator('[data-viewer-stage] img').evaluate((image) => {
    const { a, e, f } = new DOMMatrix(image.style.transform);
    return { scale: a, x: e, y: f };
  });
const shownOnStage = (page: Page) =>
  page.locator('[data-stage]').evaluate((stage) => Math.round(stage.scrollLeft / stage.clientWidth) + 1);

describe('the pictures of a product', () => {
  const BEANIE = '/products/ribbed-beanie';

  it('are opened, turned, made larger and moved by keyboard, and give the keyboard back', async () => {
    const page = await browser.newPage({ baseURL: shop.url, reducedMotion: 'reduce' });
    await page.goto(BEANIE);
    const links = page.locator('[data-open-picture]');
    const dialog = page.locator('[data-viewer]');
    await links.first().focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    const count = dialog.locator('[role=status]');
    expect(await count.innerText()).toBe('Picture 1 of 3');
    await page.keyboard.press('ArrowLeft');
    expect(await count.innerText()).toBe('Picture 1 of 3');
    await page.keyboard.press('ArrowRight');
    expect(await count.innerText()).toBe('Picture 2 of 3');
    const second = await page.locator('[data-stage] img').nth(1).getAttribute('src');
    expect(await dialog.locator('[data-viewer-stage] img').getAttribute('src')).toBe(second);
    await page.keyboard.press('+');
    expect(await drawn(page)).toEqual({ scale: 1.5, x: 0, y: 0 });
    await page.keyboard.press('ArrowRight');
    expect(await drawn(page)).toEqual({ scale: 1.5, x: -80, y: 0 });
    expect(await count.innerText()).toBe('Picture 2 of 3');
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    const width = await page.locator('[data-viewer-stage]').evaluate((box) => box.clientWidth);
    expect((await drawn(page)).x).toBe(-width / 4);
    await page.keyboard.press('0');
    expect(await drawn(page)).toEqual({ scale: 1, x: 0, y: 0 });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await until('the keyboard', () => links.nth(1).evaluate((link) => link === document.activeElement));
    expect(await shownOnStage(page)).toBe(2);
    await page.close();
  });

  it('are those of the variant in the dialog too, and thumbnails are reached by keyboard', async () => {
    const page = await browser.newPage({ baseURL: shop.url, reducedMotion: 'reduce' });
    await page.goto(BEANIE);
    await page.locator('.variant-pick__value', { hasText: 'Oat' }).click();
    const thumbs = page.locator('[data-thumbs] a');
    await thumbs.nth(2).focus();
    await page.keyboard.press('Enter');
    await until('the third picture', async () => (await shownOnStage(page)) === 3);
    await until('its mark', async () => (await thumbs.nth(2).getAttribute('aria-current')) === 'true');
    expect(await page.locator('[data-thumbs] [aria-current]').count()).toBe(1);
    await page.locator('[data-open-picture]').nth(2).click();
    expect(await page.locator('[data-viewer-stage] img').getAttribute('src')).toContain('oat');
    await page.close();
  });

  it('are swiped, pinched and tapped by fingers', async () => {
    const context = await browser.newContext({
      baseURL: shop.url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    const fingers = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: [number, number][]) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: touchPoints.map(([x, y], id) => ({ x, y, id })),
      });
    await page.goto(BEANIE);
    await page.locator('[data-stage]').scrollIntoViewIfNeeded();
    const stage = (await page.locator('[data-stage]').boundingBox())!;
    const y = stage.y + 150;
    await touch('touchStart', [320, y]);
    for (let x = 300; x >= 60; x -= 40) await touch('touchMove', [x, y]);
    await touch('touchEnd');
    await until('the second picture', async () => (await shownOnStage(page)) === 2);
    await until(
      'the count',
      async () => (await page.locator('[data-gallery-count]').innerText()) === '2 / 3',
    );
    expect(await page.evaluate(widerThanScreen)).toEqual([]);
    await page.locator('[data-open-picture]').nth(1).tap();
    const count = page.locator('[data-viewer-count]');
    expect(await count.innerText()).toBe('Picture 2 of 3');
    await touch('touchStart', [300, 400]);
    await touch('touchMove', [150, 410]);
    await touch('touchEnd');
    await until('the next one', async () => (await count.innerText()) === 'Picture 3 of 3');
    await touch('touchStart', [150, 400], [250, 400]);
    await touch('touchMove', [100, 400], [300, 400]);
    await touch('touchEnd');
    await until('twice as large', async () => (await drawn(page)).scale === 2);
    const before = await drawn(page);
    await touch('touchStart', [200, 400]);
    await touch('touchMove', [230, 430]);
    await touch('touchEnd');
    await until('moved', async () => (await drawn(page)).x === before.x + 30);
    expect(await count.innerText()).toBe('Picture 3 of 3');
    for (let i = 0; i < 2; i++) {
      await touch('touchStart', [195, 400]);
      await touch('touchEnd');
    }
    await until('in full again', async () => (await drawn(page)).scale === 1);
    await context.close();
  });

  it('are reached and seen alone without scripts', async () => {
    const page = await browser.newPage({ baseURL: shop.url, javaScriptEnabled: false });
    await page.goto(BEANIE);
    await page.locator('[data-thumbs] a').nth(1).click();
    expect(page.url()).toContain('#picture-2');
    const link = page.locator('[data-open-picture]').nth(1);
    expect(await link.isVisible()).toBe(true);
    const src = await page.locator('[data-stage] img').nth(1).getAttribute('src');
    await link.click();
    await arrive(page, (url) => url.pathname === src);
    await page.close();
  });
});

describe('suggestions under the search field', () => {
  let page: Page;

  beforeEach(async () => {
    page = await browser.newPage({ baseURL: shop.url });
    await page.goto('/');
    await page.locator('.shop-header [name=q]').pressSequentially('kett');
    await page.locator('[role=option]').first().waitFor();
  });
  afterEach(() => page.close());

  it('are announced, chosen by keyboard and opened by Enter', async () => {
    const field = page.locator('.shop-header [name=q]');
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('[data-search] [role=status]').innerText()).toMatch(/\d/);
    await field.press('ArrowDown');
    const chosen = page.locator('[role=option][aria-selected=true]');
    expect(await chosen.count()).toBe(1);
    expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    const title = (await chosen.locator('span').first().innerText()).trim();
    await field.press('Enter');
    await arrive(page, '**/products/**');
    expect(await page.locator('h1').innerText()).toBe(title);
  });

  it('close on Escape and leave what was typed', async () => {
    const field = page.locator('.shop-header [name=q]');
    await field.press('Escape');
    await page.locator('[role=listbox]').waitFor({ state: 'hidden' });
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await field.inputValue()).toBe('kett');
    await field.press('Enter');
    await arrive(page, /\/search\?q=kett/);
  });
});

describe('the menu', () => {
  const open = async (options = {}) => {
    const page = await browser.newPage({
      baseURL: shop.url,
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    await page.goto('/pages/about');
    return page;
  };
  const button = (page: Page) => page.locator('[data-menu] summary');
  const panel = (page: Page) => page.locator('[data-menu] nav');
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

  it('is walked through by keyboard, and gives the focus back', async () => {
    const page = await open();
    await button(page).focus();
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Cook & Brew');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Light & Fire');
    await page.keyboard.press('End');
    expect(await focused(page)).toBe('All collections');
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Menu');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Cook & Brew');
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    await panel(page).waitFor({ state: 'hidden' });
    await button(page).focus();
    await page.keyboard.press('Space');
    await panel(page).getByRole('link', { name: 'Wear' }).press('Enter');
    await arrive(page, '**/collections/wear');
    expect(await page.locator('[data-menu] [aria-current]').textContent()).toBe('Wear');
    await page.close();
  });

  it('opens under a resting pointer, stays for a click, and moves nothing', async () => {
    const page = await open();
    const top = await page.locator('h1').boundingBox();
    await button(page).hover();
    await panel(page).waitFor();
    expect(await page.locator('h1').boundingBox()).toEqual(top);
    await button(page).click();
    await page.mouse.move(640, 880);
    await button(page).hover();
    expect(await panel(page).isVisible()).toBe(true);
    await button(page).click();
    await panel(page).waitFor({ state: 'hidden' });
    await page.mouse.move(640, 880);
    await button(page).hover();
    await panel(page).getByRole('link', { name: 'Sleep' }).hover();
    expect(await panel(page).isVisible()).toBe(true);
    await page.mouse.move(640, 880);
    await panel(page).waitFor({ state: 'hidden' });
    await page.close();
  });

  it.each([
    ['a finger', { hasTouch: true, viewport: { width: 820, height: 1180 } }],
    ['a finger without scripts', { hasTouch: true, javaScriptEnabled: false }],
  ])('is opened by the first touch of %s, and leads on by the second', async (_who, options) => {
    const page = await open(options);
    await button(page).tap();
    await panel(page).waitFor();
    expect(new URL(page.url()).pathname).toBe('/pages/about');
    await panel(page).getByRole('link', { name: 'Carry' }).tap();
    await arrive(page, '**/collections/carry');
    await page.close();
  });
});
