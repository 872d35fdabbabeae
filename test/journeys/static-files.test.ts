import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { wasAhead, watchAhead } from '../support/fetched-ahead.js';
import { askFile, unpacked } from '../support/file-answer.js';
import { ListReader } from '../support/list-reader.js';
import { settled } from '../support/page-watch.js';
import { until } from '../support/until.js';
import { arrive } from '../support/arrive.js';

const FILE = /\.(css|js|woff2)$/;
const HASHED = /^\/(css|js|fonts)\/[\w-]+\.[0-9a-f]{8}\.(css|js|woff2)$/;
const PAGES = ['/', '/collections', '/collections/all', '/products/camp-kettle', '/search?q=wool', '/cart'];
const MORE_PAGES = ['/account/login', '/account/register', '/pages/about', '/no/such/page'];
/** What the build bundles for each page: Turbo, and all of ours. */
const SCRIPTS = 2;
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
};

let shop: DemoShop;
beforeAll(async () => {
  shop = await DemoShop.open();
});
afterAll(() => shop?.close());

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  askFile(shop.url + path, headers, method);
const plainNameOf = (address: string) => address.replace(/\.[0-9a-f]{8}\./, '.');
const otherHashOf = (address: string) => address.replace(/\.[0-9a-f]{8}\./, '.0badbad0.');

/** Addresses of files that a text names in quotes, brackets or pointed brackets. */
const namedIn = (text: string): string[] =>
  Array.from(text.matchAll(/["'(<](\.{0,2}\/[\w./?=-]+)["')>]/g), ([, name]) => name!).filter(
    (name) => FILE.test(name.split('?')[0]!) && /^\/(css|js|fonts)\/|^\./.test(name),
  );

/** Everything that pages load, and what that loads. */
async function filesOfPages(): Promise<string[]> {
  const found = new Set<string>();
  for (const path of [...PAGES, ...MORE_PAGES]) {
    const { text, headers } = await shop.shopper().get(path);
    for (const name of namedIn(`${text} ${String(headers['link'])}`)) found.add(name);
  }
  for (const address of found) for (const name of namedIn(unpacked(await ask(address)))) found.add(name);
  return [...found];
}

describe('files of pages', () => {
  let files: string[];
  beforeAll(async () => {
    files = await filesOfPages();
  });

  it('all have a hash in their address, in pages, style sheets and scripts', () => {
    expect(files.filter((address) => !HASHED.test(address))).toEqual([]);
    const kinds = ['css', 'js', 'woff2'].map((kind) => files.filter((name) => name.endsWith(kind)).length);
    expect(kinds).toEqual([1, SCRIPTS, 2]);
  });

  it.each([
    ['css', 30],
    ['js', 60],
  ])('are few bytes on the wire: %s, at most %i KB', async (ending, kilobytes) => {
    const named = files.filter((address) => address.endsWith(ending));
    const answers = await Promise.all(named.map((address) => ask(address, { 'accept-encoding': 'gzip' })));
    const sizes = answers.map(({ bytes }) => bytes.length);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(kilobytes * 1024);
  });

  it('are there one by one too, for a page of a release that loads them so', async () => {
    const answer = await ask('/js/live.0badbad0.js');
    expect(answer.headers['cache-control']).toBe('no-cache');
    for (const address of namedIn(unpacked(answer))) expect((await ask(address)).status, address).toBe(200);
    expect(namedIn(unpacked(answer)).length).toBeGreaterThan(2);
  });

  it('are named ahead of the page, as far as its first paint waits for them', async () => {
    const wanted = files.filter((address) => !address.endsWith('.js')).toSorted();
    for (const path of [...PAGES, ...MORE_PAGES]) {
      const { link } = (await shop.shopper().get(path)).headers;
      expect(namedIn(String(link)).toSorted(), path).toEqual(wanted);
    }
  });

  it('may be kept for a year and need not be asked about', async () => {
    for (const address of files) {
      const { status, headers } = await ask(address);
      expect(status, address).toBe(200);
      expect(headers['cache-control'], address).toBe('public, max-age=31536000, immutable');
      expect(headers['content-type'], address).toBe(TYPES[address.split('.').at(-1)!]);
      expect(headers['set-cookie'], address).toBeUndefined();
    }
  });

  it.each([
    ['br', 'gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip, deflate', 'gzip'],
    ['gzip', 'gzip, br;q=0', 'gzip'],
    ['identity', 'identity', undefined],
    ['identity', 'deflate', undefined],
  ])('come in %s for who takes %s, with the same content', async (_what, accepted, packing) => {
    for (const address of files) {
      const isFont = address.endsWith('woff2');
      const [plain, answer] = [await ask(address), await ask(address, { 'accept-encoding': accepted })];
      expect(answer.headers['content-encoding'], address).toBe(isFont ? undefined : packing);
      expect(answer.headers['content-length'], address).toBe(String(answer.bytes.length));
      expect(answer.headers['vary'], address).toBe(isFont ? undefined : 'Accept-Encoding');
      expect(unpacked(answer) === unpacked(plain), address).toBe(true);
    }
  });

  it('were packed by the build, as small as can be', async () => {
    for (const address of files.filter((name) => !name.endsWith('woff2')))
      for (const packing of ['br', 'gzip']) {
        const { bytes } = await ask(address, { 'accept-encoding': packing });
        const built = readFileSync(join(PROJECT_ROOT, 'dist', 'packed', `${basename(address)}.${packing}`));
        expect(bytes.equals(built), address).toBe(true);
      }
  });

  it('are 304 for who has them, and HEAD tells their length', async () => {
    for (const address of files)
      for (const packing of ['br', 'gzip', 'identity']) {
        const { headers } = await ask(address, { 'accept-encoding': packing });
        const known = { 'accept-encoding': packing, 'if-none-match': String(headers['etag']) };
        expect(await ask(address, known), address).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
        const head = await ask(address, { 'accept-encoding': packing }, 'HEAD');
        expect(head.bytes.length).toBe(0);
        expect(head.headers['content-length'], address).toBe(headers['content-length']);
      }
  });

  it('are there under their plain names, for minutes', async () => {
    for (const address of files) {
      const answer = await ask(plainNameOf(address));
      expect(answer.headers['cache-control'], address).toBe('public, max-age=300');
      expect(unpacked(answer) === unpacked(await ask(address)), address).toBe(true);
    }
    expect((await ask('/css/shop.css?v=0badbad0')).status).toBe(200);
  });

  it('are there for a page of another release beside this one, and nobody keeps them under its name', async () => {
    for (const address of files) {
      const answer = await ask(otherHashOf(address));
      expect(answer.headers['cache-control'], address).toBe('no-cache');
      expect(unpacked(answer) === unpacked(await ask(address)), address).toBe(true);
      const known = { 'if-none-match': String(answer.headers['etag']) };
      const again = await ask(otherHashOf(address), known);
      expect([again.status, again.headers['cache-control']]).toEqual([304, 'no-cache']);
    }
  });

  it.each(['/css/no-such.css', '/css/no-such.0badbad0.css', '/js/base.0badbad0.css', '/fonts/', '/css/shop'])(
    'are not made up: %s',
    async (path) => expect((await ask(path)).status).toBe(404),
  );
});

describe('drawn pictures', () => {
  it('come packed, are asked about after an hour, and are 304 then', async () => {
    const path = '/images/demo/hero.svg';
    const plain = await ask(path);
    for (const packing of ['br', 'gzip']) {
      const answer = await ask(path, { 'accept-encoding': packing });
      expect(answer.headers['content-encoding']).toBe(packing);
      expect(answer.headers['cache-control']).toBe('public, max-age=3600');
      expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(unpacked(answer) === unpacked(plain)).toBe(true);
      const known = { 'accept-encoding': packing, 'if-none-match': String(answer.headers['etag']) };
      expect((await ask(path, known)).status).toBe(304);
    }
  });
});

describe('a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  const newPage = () => browser.newPage({ baseURL: shop.url, viewport: { width: 1280, height: 800 } });
  const isFile = (url: string) => FILE.test(new URL(url).pathname);

  /** A preload that nothing uses: the browser complains of it when it complains of all others. */
  const preloadInVain = (page: Page) =>
    page.addInitScript(() =>
      document.addEventListener('DOMContentLoaded', () => {
        const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'image' });
        link.href = '/images/demo/tent-404.svg';
        document.head.append(link);
      }),
    );

  it.each(['/', '/collections/all', '/products/camp-kettle', '/account/login', '/cart'])(
    'loads nothing twice and nothing in vain for %s',
    async (path) => {
      const page = await newPage();
      const warnings: string[] = [];
      const asked: string[] = [];
      page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
      page.on('request', (request) => isFile(request.url()) && asked.push(request.url()));
      await preloadInVain(page);
      await page.goto(path);
      await until('the complaint of the preload in vain', () => Promise.resolve(warnings.length > 0), 30);
      expect(warnings).toEqual([expect.stringMatching(/tent-404\.svg was preloaded .* but not used/)]);
      expect(asked.length).toBe(1 + SCRIPTS + 2);
      expect(new Set(asked).size).toBe(asked.length);
      await page.close();
    },
  );

  it('asks for no file again on the next page, nor when a list is sorted', async () => {
    const page = await newPage();
    await page.goto('/');
    await page.goto('/collections/all');
    const loaded = () =>
      page.evaluate(() =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => /\.(css|js|woff2)$/.test(name))
          .map(({ name, transferSize }) => ({ name, transferSize })),
      );
    const files = await loaded();
    expect(new Set(files.map(({ name }) => name)).size).toBe(1 + SCRIPTS + 2);
    expect(files.filter(({ transferSize }) => transferSize > 0)).toEqual([]);
    await new ListReader(page, true).sortBy('price-ascending');
    expect(await loaded()).toEqual(files);
    await page.close();
  });

  /** In a page: notes how far things moved (1 is the whole screen), and how the largest picture is asked for; null for text. */
  function notePaints(): void {
    const noted = { shift: 0, largest: [null, null] as (string | null)[] };
    Object.assign(window, { noted });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.shift += (entry as unknown as { value: number }).value;
    }).observe({
      type: 'layout-shift',
      buffered: true,
    });
    new PerformanceObserver((list) => {
      const { element } = list.getEntries().at(-1) as unknown as { element: Element };
      noted.largest = ['loading', 'fetchpriority'].map((name) => element.getAttribute(name));
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  }
  const paints = (page: Page) =>
    page.evaluate(
      () => (window as unknown as { noted: { shift: number; largest: (string | null)[] } }).noted,
    );

  /** A phone on a slow connection: what comes late has time to move something. */
  const SLOW = { offline: false, latency: 40, downloadThroughput: 500_000, uploadThroughput: 500_000 };

  it.each([
    ['/', true],
    ['/collections/all', true],
    ['/products/camp-kettle', true],
    ['/cart', true],
    ['/account/login', false],
  ])('moves nothing while %s comes, and asks for the largest picture first', async (path, hasPicture) => {
    const page = await browser.newPage({ baseURL: shop.url, viewport: { width: 390, height: 844 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', SLOW);
    await page.addInitScript(notePaints);
    await page.goto(path);
    await settled(page);
    // The browser tells what it painted a little later.
    const largest = async () => (await paints(page)).largest;
    await expect.poll(largest, { timeout: 5000 }).toEqual([null, hasPicture ? 'high' : null]);
    // As Lighthouse counts: letters that change places within their line by a hair are nothing.
    expect((await paints(page)).shift).toBeLessThan(0.0005);
    // And it would have been noticed.
    await page.evaluate(() => {
      const late = document.createElement('div');
      late.style.blockSize = '300px';
      document.body.prepend(late);
    });
    await until('a shift', async () => (await paints(page)).shift > 0.01);
    await page.close();
  });

  const link = (page: Page, path: string) => page.locator(`main a[href="${path}"]`).first();

  it('fetches pages of products and lists ahead, once somebody points at them, and no other page', async () => {
    const page = await newPage();
    const ahead = await watchAhead(page);
    for (const path of ['/collections/cook-and-brew', '/products/camp-kettle', '/cart']) {
      ahead.allowed.length = 0;
      await page.goto(path);
      await until(`rules of ${path}`, () => Promise.resolve(ahead.allowed.length > 5));
      const others = ahead.allowed.filter(
        (one) => !/^(\/[a-z]{2})?\/(products|collections)\/[\w-]+$/.test(one),
      );
      expect(others, path).toEqual([]);
    }
    expect(ahead.fetched).toEqual([]);
    await page.close();
  });

  it('counts nothing as seen before somebody sees it', async () => {
    const page = await newPage();
    const ahead = await watchAhead(page);
    await page.goto('/collections/cook-and-brew');
    await link(page, '/products/camp-kettle').hover();
    await until('the page', () => Promise.resolve(ahead.fetched.includes('/products/camp-kettle')));
    const seen = () => page.evaluate(() => localStorage.getItem('recently-viewed'));
    expect(await seen()).toBeNull();
    expect(await page.context().cookies()).toEqual([]);
    await link(page, '/products/camp-kettle').click();
    await arrive(page, '/products/camp-kettle');
    expect(await wasAhead(page)).toBe(true);
    await until('what was seen', async () => (await seen()) === '["camp-kettle"]');
    await page.close();
  });

  it('shows no page from before a change of the cart', async () => {
    const page = await newPage();
    const ahead = await watchAhead(page);
    await page.goto('/products/camp-kettle');
    const [related] = await page.locator('main .cards a[href^="/products/"]').all();
    const path = (await related!.getAttribute('href'))!;
    await related!.hover();
    await until('the page', () => Promise.resolve(ahead.fetched.includes(path)));
    await page.locator('[data-add-button]').first().click();
    await page.locator('[data-cart-drawer][open] .cart-line').first().waitFor();
    await page.keyboard.press('Escape');
    await related!.click();
    await arrive(page, path);
    // A page of the time before would say nothing: there was no session that it could follow.
    expect(await page.locator('[data-cart-count].cart-count').innerText()).toBe('1');
    await page.close();
  });
});
