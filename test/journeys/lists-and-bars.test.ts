import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { submit } from '../support/tour.js';
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

  it.each([
    ['as it is', async () => {}],
    [
      'with another order, and a filter',
      async (page: Page) => {
        await page.getByLabel('Sort by').selectOption('title-descending');
        await arrive(page, /title-descending/);
        await page.locator('[name="filter.v.availability"][value="1"]').check();
        await arrive(page, /availability/);
        await until('the filtered list', async () => (await page.locator('#listing .chip').count()) === 1);
      },
    ],
  ])('is as it was, and where it was, when one comes back from a product: %s', async (_what, choose) => {
    const page = await newPage();
    await page.goto('/collections/all');
    await choose(page);
    await showMore(page);
    const before = await titles(page);
    const card = cards(page).nth(40);
    await card.scrollIntoViewIfNeeded();
    const top = await page.evaluate(() => window.scrollY);
    await card.locator('.card__title a').click();
    await arrive(page, /\/products\//);
    await page.goBack();
    await until(
      'the same place',
      async () =>
        (await cards(page).count()) === 48 && Math.abs((await page.evaluate(() => window.scrollY)) - top) < 2,
    );
    expect(await titles(page)).toEqual(before);
    await page.goto('/collections/all');
    expect(await cards(page).count()).toBe(24);
    await page.close();
  });

  it.each([true, false])(
    'is shorter on a phone, and unfolds in the page: scripts %s',
    async (javaScriptEnabled) => {
      const page = await newPage({ viewport: PHONE, javaScriptEnabled });
      const visible = () => cards(page).filter({ visible: true }).count();
      const links = page.locator('.pagination');
      await page.goto('/collections/all?sort_by=title-ascending');
      expect([await visible(), await links.isVisible()]).toEqual([16, false]);
      expect(await page.locator('.cards-fold').innerText()).toContain('16 of ');
      await page.locator('.cards-fold a').click();
      await until('all of the page', async () => (await visible()) === 24);
      expect(await links.isVisible()).toBe(true);
      expect(await page.locator('.cards-fold').isVisible()).toBe(false);
      await cards(page).nth(20).scrollIntoViewIfNeeded();
      const top = await page.evaluate(() => window.scrollY);
      await cards(page).nth(20).locator('.card__title a').click();
      await arrive(page, /\/products\//);
      await page.goBack();
      const isThere = async () => Math.abs((await page.evaluate(() => window.scrollY)) - top) < 2;
      await until('the same place', async () => (await visible()) === 24 && (await isThere()));
      await page.goto('/collections/all?page=2');
      expect(await visible()).toBe(24);
      await page.close();
    },
  );

  it('has its page links, and no button, without scripts', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto('/collections/all');
    expect(await page.locator('[data-load-more]').isVisible()).toBe(false);
    await page.locator('.pagination [rel=next]').click();
    await arrive(page, /page=2/);
    expect(await cards(page).count()).toBe(24);
    await page.close();
  });
});

describe('the pictures of a card', () => {
  const soap = (page: Page) => page.locator('.card:has-text("Block Soap")');
  /** Which ones are to be seen, and which were loaded. */
  const pictures = (page: Page) =>
    soap(page)
      .locator('.card__pictures > img, .card__pictures > picture > img')
      .evaluateAll((all) =>
        (all as HTMLImageElement[]).map((one) => [
          getComputedStyle(one).opacity === '1' && getComputedStyle(one).display !== 'none',
          one.currentSrc !== '' && one.complete,
        ]),
      );
  const shown = async (page: Page) => (await pictures(page)).findLastIndex(([isShown]) => isShown) + 1;
  const loaded = async (page: Page) => (await pictures(page)).filter(([, isLoaded]) => isLoaded).length;
  const tabs = (page: Page) => soap(page).locator('a, button, [tabindex]').count();

  it('follow the pointer, the third one loaded only then, and the card leads to the product', async () => {
    const page = await newPage({ reducedMotion: 'reduce' });
    await page.goto('/collections/table-and-home');
    await soap(page).scrollIntoViewIfNeeded();
    await until('two pictures', async () => (await loaded(page)) === 2);
    expect(await tabs(page)).toBe(3);
    const box = (await soap(page).locator('.card__pictures').boundingBox())!;
    for (const [part, picture] of [
      [0.9, 3],
      [0.5, 2],
      [0.1, 1],
    ] as const) {
      await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
      await until(`picture ${picture}`, async () => (await shown(page)) === picture);
    }
    await until('three pictures', async () => (await loaded(page)) === 3);
    await page.mouse.move(5, 5);
    await until('the first one', async () => (await shown(page)) === 1);
    await page.mouse.click(box.x + 10, box.y + box.height / 2);
    await arrive(page, /block-soap/);
    await page.close();
  });

  it('follow a finger that is drawn across, which leads nowhere; a tap does', async () => {
    const page = await newPage({ viewport: PHONE, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
    await page.goto('/collections/table-and-home');
    await soap(page).scrollIntoViewIfNeeded();
    await until('one picture', async () => (await loaded(page)) === 1);
    const box = (await soap(page).locator('.card__pictures').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
      devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at === undefined ? [] : [{ x: at, y }],
      });
    const draw = async (across: number) => {
      await touch('touchStart', x);
      for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', x + across * part);
      await touch('touchEnd');
    };
    for (const [across, picture] of [
      [-60, 2],
      [-60, 3],
      [-60, 3],
      [60, 2],
    ] as const) {
      await draw(across);
      await until(`picture ${picture}`, async () => (await shown(page)) === picture);
    }
    expect(new URL(page.url()).pathname).toBe('/collections/table-and-home');
    // A tap within the moment that the browser gives to a fling is none.
    await until('the product', async () => {
      await page.touchscreen.tap(x, y);
      return page.url().includes('block-soap');
    });
    await page.close();
  });
});

describe('what is sold by the metre', () => {
  it('says what a metre costs, on its card, on its page for each length, and in the cart', async () => {
    const page = await newPage();
    await page.goto('/collections/carry');
    expect(await page.locator('.card:has-text("Camp Rope") .card__unit').innerText()).toBe('$1.40 / m');
    await page.goto('/products/camp-rope');
    const unit = page.locator('[data-unit-price]');
    expect(await unit.innerText()).toBe('$1.40 / m');
    await page.locator('[data-option][value="20 m"]').check();
    await until('the other price', async () => (await unit.innerText()) === '$1.20 / m');
    await page.locator('[data-add-button]').click();
    await inDrawer(page).waitFor();
    expect(await inDrawer(page).innerText()).toContain('$24.00 each ($1.20 / m)');
    await page.goto('/products/hand-grinder');
    expect(await unit.isVisible()).toBe(false);
    expect(await page.locator('[data-lowest]').innerText()).toBe(
      'Lowest price of the 30 days before the reduction: $104.00',
    );
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
        await arrive(page, /availability/);
        // The address is there before the list.
        await until('the filtered list', async () => (await page.locator('#listing .chip').count()) === 1);
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

  it('what the keyboard comes to is never under the bar', async () => {
    const page = await newPage({ viewport: PHONE, reducedMotion: 'reduce' });
    await page.goto('/products/squat-enamel-mug');
    await until('the bar', () => page.locator('[data-buy-bar]').isVisible());
    const visited: string[] = [];
    const covered: string[] = [];
    while (visited.at(-1) !== 'Imprint') {
      expect(visited.length).toBeLessThan(150);
      await page.keyboard.press('Tab');
      const [name, isCovered] = await page.evaluate(keyboardUnderBar);
      visited.push(name);
      if (isCovered) covered.push(name);
    }
    expect(visited.length).toBeGreaterThan(30);
    expect(covered).toEqual([]);
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

describe('products side by side', () => {
  const columns = (page: Page) => page.locator('.compare__name').allInnerTexts();
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name: `Compare ${name}`, exact: true }).press('Enter');
  const tray = (page: Page) => page.locator('[data-tray]');
  const said = (page: Page) => page.locator('[data-tray-says]').textContent();

  it('are chosen without scripts, up to four, with the way back', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    const list = '/collections/cook-and-brew?sort_by=title-ascending';
    for (const name of [
      'Camp Kettle',
      'Gooseneck Kettle',
      'Bread Knife',
      'One-Cup Dripper',
      'Hand Grinder',
    ]) {
      await page.goto(list);
      const card = page.locator('.card', { has: page.getByRole('link', { name, exact: true }) });
      await card.locator('[data-compare]').click();
      await arrive(page, /\/compare\?products=/);
    }
    expect(await page.locator('.notice').innerText()).toContain('4 products can be compared at once');
    expect(await columns(page)).toHaveLength(4);
    await page.getByRole('button', { name: 'Take out (Camp Kettle)' }).click();
    await arrive(page, (url) => !url.search.includes('camp-kettle'));
    expect(await columns(page)).toHaveLength(3);
    await page.getByRole('link', { name: 'Back to where you were' }).click();
    await arrive(page, (url) => url.pathname + url.search === list);
    await page.goto('/compare');
    expect(await columns(page)).toHaveLength(3);
    await page.close();
  });

  it('stand in a tray that says what is chosen, and give it up again', async () => {
    const page = await newPage();
    await page.goto('/collections/cook-and-brew');
    expect(await tray(page).isVisible()).toBe(false);
    await press(page, 'Camp Kettle');
    await until('one', async () => (await said(page)) === '1 of 4 chosen to compare');
    await press(page, 'Gooseneck Kettle');
    await until('two', async () => (await said(page)) === '2 of 4 chosen to compare');
    expect(new URL(page.url()).pathname).toBe('/collections/cook-and-brew');
    await page.goto('/products/camp-kettle');
    const own = page.locator('.product [data-compare]');
    await until('pressed', async () => (await own.getAttribute('aria-pressed')) === 'true');
    await own.click();
    await until('one left', async () => (await said(page)) === '1 of 4 chosen to compare');
    await own.click();
    await until('two again', async () => (await said(page)) === '2 of 4 chosen to compare');
    await tray(page).getByRole('link', { name: 'Compare' }).click();
    await arrive(page, '**/compare?products=gooseneck-kettle,camp-kettle');
    expect(await columns(page)).toEqual(['Gooseneck Kettle', 'Camp Kettle']);
    expect(await tray(page).isVisible()).toBe(false);
    expect(
      await page
        .getByRole('row', { name: /^Weight/ })
        .locator('td')
        .allInnerTexts(),
    ).toHaveLength(2);
    await page.getByRole('button', { name: 'Add to cart (Gooseneck Kettle)' }).click();
    await inDrawer(page).waitFor();
    await page.goBack();
    await tray(page).getByRole('button', { name: 'Clear' }).click();
    await until('nothing', async () => !(await tray(page).isVisible()));
    await page.close();
  });

  it('scroll in their own box on a narrow screen, with the names of rows at hand', async () => {
    const page = await newPage({ viewport: { width: 320, height: 800 } });
    await page.goto('/compare?products=camp-kettle,ribbed-beanie,bobble-hat,flying-carpet');
    expect(await page.locator('.notice').innerText()).toContain('is not shown');
    const box = page.locator('[data-compared]');
    await box.evaluate((one) => one.scrollTo({ left: 400, behavior: 'instant' }));
    expect(await box.evaluate((one) => one.scrollLeft)).toBeGreaterThan(100);
    const label = await page.getByRole('rowheader', { name: 'Price' }).boundingBox();
    expect(label!.x).toBeGreaterThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.close();
  });
});

/** Runs inside the browser: what has the keyboard, and whether nothing of it can be seen for the bar. */
async function keyboardUnderBar(): Promise<[string, boolean]> {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const focused = document.activeElement as HTMLElement;
  const bar = document.querySelector<HTMLElement>('[data-buy-bar]')!;
  const isOver = !bar.hidden && !bar.contains(focused);
  const name = (focused.innerText || focused.getAttribute('aria-label') || focused.id).trim();
  return [name, isOver && focused.getBoundingClientRect().top >= bar.getBoundingClientRect().top];
}

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
    await arrive(page, /\/products\//);
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
