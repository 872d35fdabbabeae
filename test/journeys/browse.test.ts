import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
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

/** Waits until the address says so, and the list with it. */
async function listSettled(page: Page, isThere: (params: URLSearchParams) => boolean): Promise<void> {
  await until('the list of that address', async () => {
    return isThere(new URL(page.url()).searchParams) && page.evaluate(isListOfAddress).catch(() => false);
  });
  await page.locator('.listing__total').waitFor();
}

/** Runs in the browser: nothing is on its way, and a list that was exchanged is the one that the address names. */
function isListOfAddress(): boolean {
  const list = document.querySelector('#listing');
  if (!list || document.querySelector(':is(html, #listing)[aria-busy]')) return false;
  const source = list.getAttribute('src');
  return !source || (list.hasAttribute('complete') && new URL(source, location.href).href === location.href);
}

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
])('somebody who looks around %s', (_how, hasScripts) => {
  let context: BrowserContext;
  let page: Page;

  beforeEach(async () => {
    const viewport = { width: 1280, height: 900 };
    context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: hasScripts, viewport });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const query = () => new URL(page.url()).searchParams;
  const total = async () => {
    const text = await page.locator('.listing__total').innerText();
    return /^no /i.test(text) ? 0 : Number.parseInt(text, 10);
  };
  const titles = () => page.locator('#listing .card__title a').allInnerTexts();
  const chips = () => page.locator('.chip bdi').allInnerTexts();
  const prices = async () =>
    (await page.locator('#listing .card .price__now').allInnerTexts()).map((text) =>
      Number(text.replace(/[^\d.]/g, '')),
    );

  const arrive = (isThere: (params: URLSearchParams) => boolean) => listSettled(page, isThere);
  const checkbox = (value: string): Locator => page.locator(`#listing-form input[value="${value}"]`);
  /** Unfolds what hides a control, from the outside in, as a hand would. */
  const unfold = async (control: Locator) => {
    const folds = control.locator('xpath=ancestor::details[not(@open)]/summary');
    for (let at = 0; !(await control.isVisible()) && at < (await folds.count()); at += 1) {
      if (await folds.nth(at).isVisible()) await folds.nth(at--).click();
    }
  };
  const apply = async () => {
    if (!hasScripts) await page.locator('.filters__groups > button').click();
  };
  const choose = async (value: string, isThere: (params: URLSearchParams) => boolean) => {
    const box = checkbox(value);
    await unfold(box);
    await page.locator(`label:has(input[value="${value}"])`).first().click();
    await apply();
    await arrive(isThere);
  };
  const countOf = async (value: string) =>
    Number(
      await page.locator(`label:has(input[value="${value}"]) .filter__count`).innerText({ timeout: 5000 }),
    );
  const sortBy = async (order: string) => {
    await page.locator('#sort-by').selectOption(order);
    if (!hasScripts) await page.locator('.listing__sort button').click();
    await arrive((params) => params.get('sort_by') === order);
  };

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
      await page.waitForURL((url) => url.pathname === '/search' && url.searchParams.get('q') === words);
      expect(await page.locator('h1').innerText()).toContain(words);
      expect(await titles()).toContain(wanted);
      expect(await page.locator('#search-again').inputValue()).toBe(words);
    }
  });

  it('is told when nothing is found, keeps the words and is offered collections', async () => {
    await page.goto('/search?q=zeppelin');
    expect(await page.locator('#search-again').inputValue()).toBe('zeppelin');
    expect(await page.locator('#listing .card').count()).toBe(0);
    expect(await total()).toBe(0);
    await page.locator('main a[href="/collections/sleep"]').first().click();
    await page.waitForURL('**/collections/sleep');
    expect(await total()).toBeGreaterThan(3);
  });

  it('filters: address, total, counts and chips agree, and Back undoes it', async () => {
    await page.goto('/collections/all');
    const all = await total();
    const expected = await countOf(VENDOR);
    await choose(VENDOR, (params) => params.get('filter.p.vendor') === VENDOR);
    expect(await total()).toBe(expected);
    expect(expected).toBeLessThan(all);
    expect(await chips()).toEqual([VENDOR]);
    expect(await checkbox(VENDOR).isChecked()).toBe(true);
    expect(await countOf('Saltmarsh Canvas')).toBeGreaterThan(0);

    const available = await page
      .locator('#listing-form [name="filter.v.availability"][value="1"] ~ .filter__count')
      .innerText();
    await page.locator('label:has([name="filter.v.availability"][value="1"])').click();
    await apply();
    await arrive((params) => params.get('filter.v.availability') === '1');
    expect(await total()).toBe(Number(available));
    expect(query().get('filter.p.vendor')).toBe(VENDOR);
    expect(await chips()).toHaveLength(2);

    await page.goBack();
    await arrive((params) => !params.has('filter.v.availability'));
    await until('the list before', async () => (await total()) === expected);
    expect(await checkbox(VENDOR).isChecked()).toBe(true);
    expect(await chips()).toEqual([VENDOR]);
    await page.goBack();
    await arrive((params) => !params.has('filter.p.vendor'));
    await until('the first list', async () => (await total()) === all);
    expect(await checkbox(VENDOR).isChecked()).toBe(false);
  });

  it('opens a filtered address that somebody sent, and takes filters off one by one or all at once', async () => {
    const sent = `/collections/all?filter.p.vendor=${encodeURIComponent(VENDOR)}&filter.v.availability=1&filter.v.price.gte=20&filter.v.price.lte=60&sort_by=price-ascending`;
    await page.goto(sent);
    expect(Number(await page.locator('#price-gte').inputValue())).toBe(20);
    for (const price of await prices()) expect(price >= 20 && price <= 60).toBe(true);
    const few = await total();
    expect((await titles()).length).toBe(few);
    await page.locator('.chip', { hasText: VENDOR }).click();
    await arrive((params) => !params.has('filter.p.vendor'));
    expect(query().get('filter.v.availability')).toBe('1');
    expect(query().get('sort_by')).toBe('price-ascending');
    expect(await total()).toBeGreaterThan(few);
    await page.locator('.chips__clear').click();
    await arrive((params) => !params.has('filter.v.availability') && !params.has('filter.v.price.gte'));
    expect(await chips()).toEqual([]);
  });

  it('filters by price typed by hand and by what a variant is like', async () => {
    await page.goto('/collections/wear');
    const all = await total();
    const most = page.locator('#price-lte');
    await unfold(most);
    await most.fill('30');
    await most.press('Enter');
    await arrive((params) => params.get('filter.v.price.lte') === '30');
    expect(await total()).toBeLessThan(all);
    for (const price of await prices()) expect(price).toBeLessThanOrEqual(30);
    await page.goto('/collections/wear');
    await choose('Ember', (params) => params.get('filter.v.option.colour') === 'Ember');
    expect(await titles()).toContain('Bobble Hat');
    expect(await total()).toBeLessThan(all);
  });

  it('marks what would find nothing instead of hiding it', async () => {
    await page.goto('/collections/sleep?filter.v.price.lte=1');
    expect(await total()).toBe(0);
    expect(await page.locator('.filter__value--empty').count()).toBeGreaterThan(3);
    expect(await page.locator('#listing a[href="/collections/sleep"]').count()).toBeGreaterThan(0);
  });

  it('sorts by price and by name, up and down', async () => {
    await page.goto('/collections/cook-and-brew');
    await sortBy('price-ascending');
    const rising = await prices();
    expect(rising.length).toBeGreaterThan(5);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    await sortBy('price-descending');
    const falling = await prices();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await sortBy('title-ascending');
    const names = await titles();
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
    await sortBy('title-descending');
    expect(await titles()).toEqual([...names].reverse());
    await sortBy('created-descending');
    expect((await titles()).length).toBe(names.length);
    await page.goBack();
    await arrive((params) => params.get('sort_by') === 'title-descending');
    await until(
      'the order before',
      async () => (await page.locator('#sort-by').inputValue()) === 'title-descending',
    );
  });

  it('turns the pages of a long list: every product once, and filters stay', async () => {
    await page.goto('/collections/all?sort_by=title-ascending');
    const all = await total();
    const seen = await titles();
    for (let number = 2; seen.length < all; number += 1) {
      await page.locator('.pagination a[rel=next], .pagination a:has-text("Next")').first().click();
      await arrive((params) => params.get('page') === String(number));
      expect(query().get('sort_by')).toBe('title-ascending');
      await until(
        'the next page',
        async () => (await titles())[0] !== seen.at(-24) && !seen.includes((await titles())[0]!),
      );
      seen.push(...(await titles()));
    }
    expect(seen.length).toBe(all);
    expect(new Set(seen).size).toBe(all);
    expect(await page.locator('.pagination a[rel=next]').count()).toBe(0);
    await page.goBack();
    await arrive((params) => params.get('page') === String(Math.ceil(all / 24) - 1));
    expect((await titles())[0]).not.toBe(seen[seen.length - (all % 24 || 24)]);

    await choose(VENDOR, (params) => params.get('filter.p.vendor') === VENDOR);
    expect(query().has('page')).toBe(false);
    expect(await titles()).toHaveLength(Math.min(24, await total()));
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
        await arrive((params) => params.get('page') === '2');
        // The list comes about when the shop looks whether Back has shown the right one.
        answersAfterMs = 50 + 100 * round;
        await page.evaluate(goBackAndChoose, VENDOR);
        await arrive((params) => params.get('filter.p.vendor') === VENDOR);
      }
    },
  );

  it('goes from a card to the product, and back to the same list', async () => {
    await page.goto('/collections/wear?sort_by=price-descending');
    const list = await titles();
    await page.locator('.card', { hasText: 'Ribbed Beanie' }).click();
    await page.waitForURL('**/products/ribbed-beanie');
    expect(await page.locator('h1').innerText()).toBe('Ribbed Beanie');
    await page.goBack();
    await page.waitForURL(/price-descending/);
    expect(await titles()).toEqual(list);
    await page.goto('/products/ribbed-beanie');
    await page.locator('.breadcrumbs a').last().click();
    await page.waitForURL('**/collections/wear');
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
    await page.waitForURL(/\/search\?q=blanket/);
    expect(await total()).toBeGreaterThan(0);
    await page.goto('/no/such/page');
    expect(await page.locator('a[href="/collections/all"]').count()).toBeGreaterThan(0);
    const senseless = await page.goto('/collections/all?page=abc');
    expect(senseless!.status()).toBe(400);
    expect(await page.locator('.shop-header [name=q]').isVisible()).toBe(true);
  });
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
    await page.waitForURL('**/products/**');
    expect(await page.locator('h1').innerText()).toBe(title);
  });

  it('close on Escape and leave what was typed', async () => {
    const field = page.locator('.shop-header [name=q]');
    await field.press('Escape');
    await page.locator('[role=listbox]').waitFor({ state: 'hidden' });
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await field.inputValue()).toBe('kett');
    await field.press('Enter');
    await page.waitForURL(/\/search\?q=kett/);
  });
});
