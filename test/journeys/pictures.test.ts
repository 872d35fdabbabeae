import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskStore } from '../../src/platform/images/disk-store.js';
import { PictureKeeper } from '../../src/platform/images/picture-keeper.js';
import { VideoKeeper } from '../../src/platform/videos/video-keeper.js';
import { KETTLE_FILM } from '../../scripts/demo/catalogue.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { CatalogModule } from '../../src/shop/catalog/catalog.module.js';
import { InventoryModule } from '../../src/shop/inventory/inventory.module.js';
import { ImageSession, ImageStore } from '../../src/shop/product-csv/image-store.js';
import { videoColumns } from '../../src/shop/product-csv/columns.js';
import { ProductCsvModule } from '../../src/shop/product-csv/product-csv.module.js';
import { SourceNotes } from '../../src/shop/product-csv/source-notes.js';
import { VideoSession } from '../../src/shop/product-csv/video-session.js';
import { VideoStore } from '../../src/shop/product-csv/video-store.js';
import { openBrowser } from '../support/browser.js';
import { importCsv } from '../support/csv.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

const HOST = 'https://pictures.example.com';
const FILE = `Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Image,Image Src,Image Alt Text
photo-lamp,Photo lamp,Colour,Rust,19.00,${HOST}/rust.jpg,${HOST}/rust.jpg,A rust lamp
photo-lamp,,,Moss,19.00,${HOST}/moss.png,${HOST}/moss.png,A moss lamp
photo-lamp,,,,,,${HOST}/broken.jpg,
`;
const FILMS = `Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Image,Image Src,${videoColumns.join(',')}
film-lamp,Film lamp,Colour,Rust,19.00,${HOST}/rust.jpg,${HOST}/rust.jpg,${HOST}/film,Lamp is lit,${HOST}/moss.png,${HOST}/film.vtt
film-lamp,,,Moss,19.00,${HOST}/moss.png,${HOST}/moss.png,,,,
`;
const PHONE = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

const plain = (background: string, width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background } });

/** What somebody's server has. */
async function pictureServer(): Promise<Server> {
  const rust = await plain('#b7410e', 1800, 2250).jpeg().toBuffer();
  const moss = await plain('#4a5d23', 900, 1125).png().toBuffer();
  const files: Record<string, Buffer> = {
    '/rust.jpg': rust,
    '/moss.png': moss,
    '/broken.jpg': rust.subarray(0, 900),
    '/film': readFileSync(join(PROJECT_ROOT, 'public', KETTLE_FILM)),
    '/film.vtt': Buffer.from('WEBVTT\n\n00:00.000 --> 00:04.000\nA hiss.\n'),
  };
  const server = createServer((request, response) => {
    const file = files[request.url!];
    response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** The import of a shop for which that server is a public one. */
async function importer(server: Server, mediaDir: string): Promise<TestingModule> {
  const { port } = server.address() as AddressInfo;
  const fetchNear = async (address: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${new URL(address).pathname}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const store = new DiskStore(mediaDir);
  const session = (fetches: boolean) => new ImageSession(store, new PictureKeeper(store), fetches, fetchNear);
  const films = (fetches: boolean, pictures: ImageSession) =>
    new VideoSession(new SourceNotes(store), new VideoKeeper(store), pictures, fetches, fetchNear);
  const imports = [PlatformModule, CatalogModule, InventoryModule, ProductCsvModule];
  const module = await Test.createTestingModule({ imports })
    .overrideProvider(ImageStore)
    .useValue({ session })
    .overrideProvider(VideoStore)
    .useValue({ session: films })
    .compile();
  return module.init().then(() => module);
}

describe('pictures that were imported', () => {
  const mediaDir = mkdtempSync(join(tmpdir(), 'cloudcart-media-'));
  let shop: TestShop;
  let browser: Browser;
  let heard: { source: string; reason: string }[];

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ env: { MEDIA_DIR: mediaDir } }), openBrowser()]);
    const server = await pictureServer();
    const module = await importer(server, mediaDir);
    // First: lists are looked at for the newest.
    const filmed = await importCsv(module as never, FILMS, { fetchesImages: true });
    expect(filmed).toMatchObject({ created: 1, refused: 0, heard: { notFetched: [], videosLeftOut: [] } });
    const result = await importCsv(module as never, FILE, { fetchesImages: true });
    expect(result).toMatchObject({ created: 1, refused: 0 });
    heard = result.heard.notFetched;
    await module.close();
    server.close();
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    rmSync(mediaDir, { recursive: true, force: true });
  });

  /** Pictures that a browser asked for on its way through `path`. */
  async function visit(path: string, options: BrowserContextOptions) {
    const context = await browser.newContext({ baseURL: shop.url, ...options });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on(
      'console',
      (message) => /Content Security Policy|\/media\//.test(message.text()) && wrong.push(message.text()),
    );
    const loaded: string[] = [];
    page.on('requestfinished', (request) => {
      if (request.url().includes('/media/')) loaded.push(request.url());
    });
    await page.goto(path);
    return { page, loaded, wrong, close: () => context.close() };
  }
  const stage = (page: Page) => page.locator('[data-stage] img').first();
  const chosen = (page: Page, nth = 0) =>
    page
      .locator('[data-stage] img')
      .nth(nth)
      .evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.currentSrc.replace(/.*-(?=\d+\.\w+$)/, '');
      });

  it('are all there but one that is broken, which is named with what to do', async () => {
    expect(heard).toMatchObject([
      { source: `${HOST}/broken.jpg`, reason: 'cannot be read to its end; please save it again' },
    ]);
    const json = await shop.shopper().get('/products/photo-lamp.js');
    const body = JSON.parse(json.text) as { images: string[]; media: { width: number | null }[] };
    expect(body.images.slice(0, 2)).toEqual([
      expect.stringMatching(/^\/media\/..\/.{22}-1800x2250-b[67]4[01]0[def]-1280\.jpg$/),
      expect.stringMatching(/^\/media\/..\/.{22}-900x1125-4a5d23-900\.jpg$/),
    ]);
    expect(body.media[0]!.width).toBe(1800);
    const picture = await shop.shopper().get(body.images[0]!);
    expect([picture.status, picture.headers['content-type'], picture.headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'public, max-age=31536000, immutable',
    ]);
    const { text } = await shop.shopper().get('/products/photo-lamp');
    expect(text).toContain(`"image":["${shop.url}${body.images[0]}"`);
  });

  it.each([
    ['a phone', PHONE, '480.avif', '320.avif'],
    ['a phone with a fine screen', { ...PHONE, deviceScaleFactor: 3 }, '1280.avif', '640.avif'],
    ['a wide window', WIDE, '960.avif', '320.avif'],
  ])('are loaded by %s as AVIF no larger than it shows them', async (_, options, gallery, card) => {
    const product = await visit('/products/photo-lamp', options);
    expect(await chosen(product.page)).toBe(gallery);
    await product.page.waitForLoadState('load');
    expect(product.loaded.filter((url) => !url.endsWith('.avif'))).toEqual([]);
    expect(product.wrong).toEqual([]);
    await product.close();
    const list = await visit('/collections/all?sort_by=created-descending', options);
    const image = list.page.locator('.card img[src*="/media/"]').first();
    await image.scrollIntoViewIfNeeded();
    const file = await image.evaluate(async (one: HTMLImageElement) => {
      await one.decode();
      return one.currentSrc;
    });
    expect(file).toMatch(new RegExp(`-${card}$`));
    await list.close();
  });

  it('come first on the page of their product, and show their colour until they have come', async () => {
    const { page, close } = await visit('/products/photo-lamp', WIDE);
    expect(await stage(page).getAttribute('fetchpriority')).toBe('high');
    expect(await stage(page).getAttribute('loading')).toBeNull();
    expect(await page.locator('[fetchpriority=high]').count()).toBe(1);
    const colour = await stage(page).evaluate((image) => getComputedStyle(image).backgroundColor);
    // JPEG rounds the colour that was drawn, rgb(183, 65, 14).
    expect(colour).toMatch(/^rgb\(18[234], 6[456], 1[345]\)$/);
    await close();
  });

  it.each([PHONE, WIDE])('move nothing when they come late (%o)', async (options) => {
    const context = await browser.newContext({ baseURL: shop.url, ...options });
    const page = await context.newPage();
    for (const path of ['/products/photo-lamp', '/collections/all?sort_by=created-descending']) {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/media/**', async (route) => held.then(() => route.continue()));
      await page.goto(path, { waitUntil: 'commit' });
      await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0);
      expect(
        await page
          .locator('img[src*="/media/"]')
          .first()
          .evaluate((one: HTMLImageElement) => one.complete),
      ).toBe(false);
      release();
      await page.waitForLoadState('load');
      await page
        .locator('img[src*="/media/"]')
        .first()
        .evaluate((one: HTMLImageElement) => one.decode());
      expect({ path, shift: await page.evaluate(layoutShift) }).toEqual({ path, shift: 0 });
      await page.unrouteAll();
    }
    await context.close();
  });

  it('follow the variant, and stand in the cart in the smallest size', async () => {
    const { page, wrong, close } = await visit('/products/photo-lamp', WIDE);
    await page.locator('.variant-pick__value', { hasText: 'Moss' }).click();
    await page.locator('[data-stage] img[alt="A moss lamp"]').waitFor();
    expect(await chosen(page)).toBe('900.avif');
    await page.locator('[data-add-button]').click();
    const line = page.locator('[data-cart-drawer][open] .cart-line img');
    await line.waitFor();
    const file = await line.evaluate(async (one: HTMLImageElement) => {
      await one.decode();
      return one.currentSrc;
    });
    expect(file).toMatch(/-900x1125-4a5d23-320\.avif$/);
    expect(wrong).toEqual([]);
    await close();
  });

  describe('beside a video', () => {
    const video = (page: Page) => page.locator('[data-stage] video');
    const time = (page: Page) => video(page).evaluate((one: HTMLVideoElement) => one.currentTime);
    const isPaused = (page: Page) => video(page).evaluate((one: HTMLVideoElement) => one.paused);
    /** By keyboard. A key that comes before the browser has made its controls is lost. */
    const play = (page: Page, one: Locator) =>
      until('it plays', async () => {
        const [paused, at] = await one.evaluate(
          (it: HTMLVideoElement) => [it.paused, it.currentTime] as const,
        );
        if (paused) await page.keyboard.press('Space');
        return at > 0.2;
      });
    /** Of the stage, counted from 0. */
    const slide = (page: Page) =>
      page.locator('[data-stage]').evaluate((stage) => Math.round(stage.scrollLeft / stage.clientWidth));

    it('are found by search engines, and the video is sent a part at a time', async () => {
      const { text } = await shop.shopper().get('/products/film-lamp');
      const src = /<source src="(\/media\/[^"]+-640x800\.webm)" type="video\/webm">/.exec(text)![1]!;
      expect(text).toMatch(/<track kind="captions" src="\/media\/..\/.{22}\.vtt">/);
      expect(text).toContain(`"contentUrl":"${shop.url}${src}"`);
      const part = await shop.shopper().get(src, { Range: 'bytes=10-19' });
      expect([part.status, part.headers['content-range']]).toEqual([
        206,
        expect.stringMatching(/^bytes 10-19\/\d+$/),
      ]);
      const beyond = await shop.shopper().get(src, { Range: 'bytes=9999999-' });
      expect(beyond.status).toBe(416);
    });

    it.each([PHONE, WIDE])(
      'lead to it; it plays when it is told to, and moves nothing (%o)',
      async (options) => {
        const { page, loaded, wrong, close } = await visit('/products/film-lamp', {
          ...options,
          reducedMotion: 'reduce',
        });
        const thumb = page.locator('[data-thumbs] a', { hasText: 'Video' });
        await thumb.focus();
        await page.keyboard.press('Enter');
        await until('the video on the stage', async () => (await slide(page)) === 1);
        await until('its mark', async () => (await thumb.getAttribute('aria-current')) === 'true');
        expect(loaded.filter((url) => url.endsWith('.webm'))).toEqual([]);
        expect([await time(page), await isPaused(page)]).toEqual([0, true]);
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        await video(page).focus();
        await play(page, video(page));
        await page.locator('[data-thumbs] a').first().click();
        await until('it stops where it is not seen', () => isPaused(page));
        expect({ shift: await page.evaluate(layoutShift), wrong }).toEqual({ shift: 0, wrong: [] });
        await close();
      },
    );

    it('stand with it in the dialog, and with every variant', async () => {
      const { page, wrong, close } = await visit('/products/film-lamp', { ...WIDE, reducedMotion: 'reduce' });
      await page.locator('.variant-pick__value', { hasText: 'Moss' }).click();
      await page.locator('[data-stage] img[src*="-900x1125-"]').waitFor();
      expect(await page.locator('[data-thumbs] a').count()).toBe(2);
      await page.locator('[data-open-picture]').first().click();
      const dialog = page.locator('[data-viewer]');
      await page.keyboard.press('PageDown');
      expect(await dialog.locator('[role=status]').innerText()).toBe('Video, 2 of 2');
      const large = dialog.locator('video');
      await large.focus();
      await play(page, large);
      await page.keyboard.press('PageUp');
      await dialog.locator('img').waitFor();
      await page.keyboard.press('PageDown');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await until('the keyboard', () => video(page).evaluate((one) => one === document.activeElement));
      expect([await slide(page), await large.count(), wrong]).toEqual([1, 0, []]);
      await close();
    });

    it('lead to it without scripts too', async () => {
      const { page, close } = await visit('/products/film-lamp', { ...PHONE, javaScriptEnabled: false });
      await page.locator('[data-thumbs] a', { hasText: 'Video' }).click();
      expect(page.url()).toContain('#video-1');
      // It may glide there.
      await until('the video in the window', async () => {
        const { x, width } = (await video(page).boundingBox())!;
        return x >= 0 && x + width <= PHONE.viewport.width;
      });
      expect(await video(page).getAttribute('controls')).toBe('');
      await close();
    });
  });
});

/** Runs inside the browser: the sum of what has moved since the page began. */
function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    let sum = 0;
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
    });
    watch.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(sum), 0));
  });
}
