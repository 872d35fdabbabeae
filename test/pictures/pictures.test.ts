import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { openBrowser } from '../support/browser.js';
import { contactSheet } from '../support/contact-sheet.js';
import { DemoShop } from '../support/demo-shop.js';
import { settled } from '../support/page-watch.js';
import { tour } from '../support/tour.js';

const FOLDER = join(PROJECT_ROOT, '.data', 'pictures');
const WIDTHS = [390, 768, 1440];
const SCHEMES = ['light', 'dark'] as const;
const HEIGHT = 900;
/** Longer pages end here: what is below repeats itself. */
const LONGEST = 4000;

/** Has everything loaded that a page loads when somebody scrolls it. */
const loadAll = (page: Page) =>
  page.evaluate(async () => {
    const images = [...document.images];
    for (const image of images) image.loading = 'eager';
    await Promise.allSettled(images.map((image) => image.decode()));
    window.scrollTo(0, 0);
  });

/** `npm run pictures`: every page as it looks, to be looked at. In `.data/pictures`, with a sheet of all for each width and scheme. */
describe('pictures of every page', () => {
  let shop: DemoShop;
  let browser: Browser;
  let page: Page;
  const taken = new Map<string, string[]>();

  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    [shop, browser] = await Promise.all([DemoShop.open(), openBrowser()]);
    page = await browser.newPage({ baseURL: shop.url, reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  async function take(name: string, width: number, colorScheme: (typeof SCHEMES)[number]): Promise<void> {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme });
    await loadAll(page);
    await settled(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width, height: Math.min(height, LONGEST) };
    const look = `${width}-${colorScheme}`;
    const file = join(FOLDER, `${name}-${look}.webp`);
    await sharp(await page.screenshot({ fullPage: true, clip }))
      .webp({ quality: 80 })
      .toFile(file);
    taken.set(look, [...(taken.get(look) ?? []), file]);
  }

  it.each(tour.map((station, nth) => ({ nth, ...station })))('$name', async ({ nth, name, open }) => {
    await page.setViewportSize({ width: 1440, height: HEIGHT });
    await open(page);
    const fileName = `${String(nth + 1).padStart(2, '0')}-${name.replaceAll(/\W+/g, '-')}`;
    for (const width of WIDTHS) for (const scheme of SCHEMES) await take(fileName, width, scheme);
  });

  it('on one sheet for each width, light and dark', async () => {
    expect([...taken.keys()]).toHaveLength(WIDTHS.length * SCHEMES.length);
    for (const [look, files] of taken) {
      expect(files).toHaveLength(tour.length);
      await contactSheet(files, join(FOLDER, `sheet-${look}.webp`));
    }
  });
});
