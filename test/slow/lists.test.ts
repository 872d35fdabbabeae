import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { ListReader, listSettled } from '../support/list-reader.js';
import { until } from '../support/until.js';

const VENDOR = 'Northfold Mill';
const BACK_ROUNDS = 3;

let shop: DemoShop;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([DemoShop.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** Runs in the browser, which draws late: for so long the new list has its source already, and not yet its address. */
function goBackAndChoose(value: string): void {
  const choose = () => {
    window.requestAnimationFrame = (draw) => Number(setTimeout(() => draw(performance.now()), 400));
    const box = document.querySelector<HTMLInputElement>(`#listing-form input[value="${value}"]`)!;
    box.checked = true;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  document.addEventListener('turbo:render', choose, { once: true });
  history.back();
}

/** The same finger movements on every visit; a page with scripts answers some of them without the button. */
describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('somebody who reads lists %s', (_how, hasScripts) => {
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

  it('filters: address, total, counts and chips agree, and Back undoes it', async () => {
    await page.goto('/collections/all');
    const all = await list.total();
    const expected = await list.countOf(VENDOR);
    await list.choose(VENDOR, (params) => params.get('filter.p.vendor') === VENDOR);
    expect(await list.total()).toBe(expected);
    expect(expected).toBeLessThan(all);
    expect(await list.chips()).toEqual([VENDOR]);
    expect(await list.checkbox(VENDOR).isChecked()).toBe(true);
    expect(await list.countOf('Saltmarsh Canvas')).toBeGreaterThan(0);

    const available = await page
      .locator('#listing-form [name="filter.v.availability"][value="1"] ~ .filter__count')
      .innerText();
    await page.locator('label:has([name="filter.v.availability"][value="1"])').click();
    await list.apply();
    await list.arrive((params) => params.get('filter.v.availability') === '1');
    expect(await list.total()).toBe(Number(available));
    expect(list.query().get('filter.p.vendor')).toBe(VENDOR);
    expect(await list.chips()).toHaveLength(2);

    await page.goBack();
    await list.arrive((params) => !params.has('filter.v.availability'));
    await until('the list before', async () => (await list.total()) === expected);
    expect(await list.checkbox(VENDOR).isChecked()).toBe(true);
    expect(await list.chips()).toEqual([VENDOR]);
    await page.goBack();
    await list.arrive((params) => !params.has('filter.p.vendor'));
    await until('the first list', async () => (await list.total()) === all);
    expect(await list.checkbox(VENDOR).isChecked()).toBe(false);
  });

  it('opens a filtered address that somebody sent, and takes filters off one by one or all at once', async () => {
    const sent = `/collections/all?filter.p.vendor=${encodeURIComponent(VENDOR)}&filter.v.availability=1&filter.v.price.gte=20&filter.v.price.lte=60&sort_by=price-ascending`;
    await page.goto(sent);
    expect(Number(await page.locator('#price-gte').inputValue())).toBe(20);
    for (const price of await list.prices()) expect(price >= 20 && price <= 60).toBe(true);
    const few = await list.total();
    expect((await list.titles()).length).toBe(few);
    await page.locator('.chip', { hasText: VENDOR }).click();
    await list.arrive((params) => !params.has('filter.p.vendor'));
    expect(list.query().get('filter.v.availability')).toBe('1');
    expect(list.query().get('sort_by')).toBe('price-ascending');
    expect(await list.total()).toBeGreaterThan(few);
    await page.locator('.chips__clear').click();
    await list.arrive((params) => !params.has('filter.v.availability') && !params.has('filter.v.price.gte'));
    expect(await list.chips()).toEqual([]);
  });

  it('filters by price typed by hand and by what a variant is like', async () => {
    await page.goto('/collections/wear');
    const all = await list.total();
    const most = page.locator('#price-lte');
    await list.unfold(most);
    await most.fill('30');
    await most.press('Enter');
    await list.arrive((params) => params.get('filter.v.price.lte') === '30');
    expect(await list.total()).toBeLessThan(all);
    for (const price of await list.prices()) expect(price).toBeLessThanOrEqual(30);
    await page.goto('/collections/wear');
    await list.choose('Ember', (params) => params.get('filter.v.option.colour') === 'Ember');
    expect(await list.titles()).toContain('Bobble Hat');
    expect(await list.total()).toBeLessThan(all);
  });

  it('marks what would find nothing instead of hiding it', async () => {
    await page.goto('/collections/sleep?filter.v.price.lte=1');
    expect(await list.total()).toBe(0);
    expect(await page.locator('.filter__value--empty').count()).toBeGreaterThan(3);
    expect(await page.locator('#listing a[href="/collections/sleep"]').count()).toBeGreaterThan(0);
  });

  it('sorts by price and by name, up and down', async () => {
    await page.goto('/collections/cook-and-brew');
    await list.sortBy('price-ascending');
    const rising = await list.prices();
    expect(rising.length).toBeGreaterThan(5);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    await list.sortBy('price-descending');
    const falling = await list.prices();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await list.sortBy('title-ascending');
    const names = await list.titles();
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
    await list.sortBy('title-descending');
    expect(await list.titles()).toEqual([...names].reverse());
    await list.sortBy('created-descending');
    expect((await list.titles()).length).toBe(names.length);
    await page.goBack();
    await list.arrive((params) => params.get('sort_by') === 'title-descending');
    await until(
      'the order before',
      async () => (await page.locator('#sort-by').inputValue()) === 'title-descending',
    );
  });

  it('turns the pages of a long list: every product once, and filters stay', async () => {
    await page.goto('/collections/all?sort_by=title-ascending');
    const all = await list.total();
    const seen = await list.titles();
    for (let number = 2; seen.length < all; number += 1) {
      await page.locator('.pagination a[rel=next], .pagination a:has-text("Next")').first().click();
      await list.arrive((params) => params.get('page') === String(number));
      expect(list.query().get('sort_by')).toBe('title-ascending');
      await until(
        'the next page',
        async () => (await list.titles())[0] !== seen.at(-24) && !seen.includes((await list.titles())[0]!),
      );
      seen.push(...(await list.titles()));
    }
    expect(seen.length).toBe(all);
    expect(new Set(seen).size).toBe(all);
    expect(await page.locator('.pagination a[rel=next]').count()).toBe(0);
    await page.goBack();
    await list.arrive((params) => params.get('page') === String(Math.ceil(all / 24) - 1));
    expect((await list.titles())[0]).not.toBe(seen[seen.length - (all % 24 || 24)]);

    await list.choose(VENDOR, (params) => params.get('filter.p.vendor') === VENDOR);
    expect(list.query().has('page')).toBe(false);
    expect(await list.titles()).toHaveLength(Math.min(24, await list.total()));
  });

  it.each(hasScripts ? [BACK_ROUNDS] : [])(
    'keeps what is chosen right after Back, %i times',
    async (rounds) => {
      let answersAfterMs = 0;
      await page.route(/filter\.p\.vendor/, async (route) => {
        await pause(answersAfterMs);
        await route.continue();
      });
      for (let round = 0; round < rounds; round += 1) {
        await page.goto('/collections/all');
        await page.locator('.pagination a[rel=next]').first().click();
        await list.arrive((params) => params.get('page') === '2');
        // The list comes about when the shop looks whether Back has shown the right one.
        answersAfterMs = 50 + 100 * round;
        await page.evaluate(goBackAndChoose, VENDOR);
        await list.arrive((params) => params.get('filter.p.vendor') === VENDOR);
      }
    },
  );
});

describe('after Back to a list', () => {
  it('the header still suggests, and the cart still opens beside the page', async () => {
    const page = await browser.newPage({ baseURL: shop.url, viewport: { width: 1280, height: 900 } });
    await page.goto('/collections/all');
    const list = page.locator('.listing__total');
    const all = await list.innerText();
    await page.locator(`label:has(input[value="${VENDOR}"])`).first().click();
    await listSettled(page, (params) => params.has('filter.p.vendor'));
    expect(await list.innerText()).not.toBe(all);
    await page.goBack();
    await listSettled(page, (params) => !params.has('filter.p.vendor'));
    await until('the whole list', async () => (await list.innerText()) === all);
    await page.locator('.shop-header [name=q]').pressSequentially('kett');
    await page.locator('[role=option]').first().waitFor();
    await page.locator('.shop-header [name=q]').press('Escape');
    await page.locator('[data-cart-link]').click();
    await page.locator('[data-cart-drawer][open] turbo-frame[complete]').waitFor();
    await page.close();
  });
});
