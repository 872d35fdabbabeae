import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlProblems } from '../support/html-problems.js';
import { nuProblems } from '../support/nu-html.js';
import { openBrowser } from '../support/browser.js';
import { DemoShop } from '../support/demo-shop.js';
import { settled, watchPage, type Watch } from '../support/page-watch.js';
import { structureProblems, widerThanScreen } from '../support/page-checks.js';
import { tour } from '../support/tour.js';

const WIDTHS = [320, 390, 1280, 1920];
const WIDE = { width: 1280, height: 800 };

/** Every template, in every state that looks different, visited one after the other by one visitor. */
describe('every page', () => {
  let shop: DemoShop;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let watch: Watch;
  const sources = new Map<string, string>();

  beforeAll(async () => {
    [shop, browser] = await Promise.all([DemoShop.open(), openBrowser()]);
    context = await browser.newContext({ baseURL: shop.url, viewport: WIDE, reducedMotion: 'reduce' });
    page = await context.newPage();
    watch = await watchPage(page);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  describe.each(tour)('$name', (station) => {
    beforeAll(async () => {
      await page.setViewportSize(WIDE);
      watch.forget();
      await station.open(page);
    });

    it('has its status, and nothing goes wrong in the browser', async () => {
      expect(watch.status).toBe(station.status ?? 200);
      expect(await watch.complaints()).toEqual([]);
    });

    it('has one title, its landmarks, alternative texts, and a sentence for everything', async () => {
      expect(await page.evaluate(structureProblems)).toEqual([]);
    });

    it('is valid as it was sent', async () => {
      const html = await watch.source();
      sources.set(station.name, html);
      expect(await htmlProblems(html)).toEqual([]);
    });

    it('has no serious accessibility problem', async () => {
      await settled(page);
      const { violations } = await axe(page).analyze();
      expect(grave(violations)).toEqual([]);
    });

    it('has enough contrast in the dark', async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await settled(page);
      const { violations } = await axe(page).withRules(['color-contrast']).analyze();
      await page.emulateMedia({ colorScheme: 'light' });
      expect(grave(violations)).toEqual([]);
    });

    it.each(WIDTHS)('fits on a screen of %i px', async (width) => {
      await page.setViewportSize({ width, height: 800 });
      await settled(page);
      expect(await page.evaluate(widerThanScreen)).toEqual([]);
    });

    it('fits on a phone when it is written from right to left', async () => {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await settled(page);
      const problems = await page.evaluate(widerThanScreen);
      await page.evaluate(() => document.documentElement.removeAttribute('dir'));
      expect(problems).toEqual([]);
    });

    it('fits when the text is twice as large', async () => {
      await page.setViewportSize(WIDE);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await settled(page);
      const problems = await page.evaluate(widerThanScreen);
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
      expect(problems).toEqual([]);
    });
  });

  it('is valid for the Nu HTML checker', async () => {
    expect(await nuProblems(new Map([['a mistake', '<!doctype html><p title=x title=y>']]))).not.toEqual([]);
    expect(sources.size).toBe(tour.length);
    expect(await nuProblems(sources)).toEqual([]);
  });
});

/** Without frames there is nothing to join: the legacy mode saves opening a second page each time. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true);

interface Violation {
  id: string;
  impact?: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe calls serious or critical, with the places. */
const grave = (violations: Violation[]) =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({
      id,
      places: nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`),
    }));
