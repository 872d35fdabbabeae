import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { widerThanScreen } from '../support/page-checks.js';
import { TestShop } from '../support/shop.js';

const PAGES = ['/', '/collections/all', '/products/plenty', '/cart', '/account/login', '/styleguide'];

describe('a shop in the theme Studio', () => {
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open({ env: { THEME: 'studio' } }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  it('has its words, templates, pictures and colours, and ours where it has none', async () => {
    const { text } = await shop.shopper().get('/');
    expect(text).toContain('<title>Studio – ');
    expect(text).toContain('Plugged in. Nothing else.');
    expect(text).toContain('/images/studio/favicon.svg');
    expect(text).toContain('content="#ffffff" media="(prefers-color-scheme: light)"');
    expect(text).toContain('href="/account/login"');
    const hero = await shop.shopper().get('/images/studio/hero.svg');
    expect(hero.headers['content-type']).toBe('image/svg+xml');
    expect((await shop.shopper().get('/images/demo/favicon.svg')).status).toBe(200);
  });

  it.each(['light', 'dark'] as const)(
    'can be read by everyone, in %s, at every width',
    async (colorScheme) => {
      const context = await browser.newContext({ baseURL: shop.url, colorScheme });
      const page = await context.newPage();
      for (const path of PAGES) {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        const places = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`);
        expect({ path, places }).toEqual({ path, places: [] });
        for (const width of [320, 768, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect({ path, width, wide: await page.evaluate(widerThanScreen) }).toEqual({
            path,
            width,
            wide: [],
          });
        }
      }
      await context.close();
    },
  );

  it('buys as any other', async () => {
    const page = await browser.newPage({ baseURL: shop.url });
    await page.goto('/products/plenty');
    await page.locator('[data-add-button]').click();
    await page.locator('[data-cart-drawer][open] .cart-line').waitFor();
    await page.close();
  });
});
