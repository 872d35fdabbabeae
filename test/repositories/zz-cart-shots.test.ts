import { it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
it('shoots', async () => {
  const db = await testDatabase();
  const redis = await testRedis();
  const web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  const ids = await fillShop(web.app);
  await db.database.execute("UPDATE product_images SET src = '/images/demo/empty-cart.svg'").catch(() => 0);
  const browser = await openBrowser();
  for (const [name, width, scheme] of [
    ['wide', 1280, 'light'],
    ['phone', 360, 'light'],
    ['dark', 1280, 'dark'],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    page.on('console', (m) => console.log(m.text()));
    await page.goto(`${web.url}/cart`);
    await page.screenshot({ path: `/tmp/cart-empty-${name}.png`, fullPage: true });
    const api = context.request;
    await api.post(`${web.url}/cart/add.js`, {
      data: {
        items: [
          { id: ids.mug, quantity: 2 },
          { id: ids.small, quantity: 3, properties: { Engraving: 'For Ada' } },
          { id: ids.pencils[3], quantity: 12 },
        ],
      },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    await db.database.execute('UPDATE stock_levels SET on_hand = 1 WHERE variant_id = ?', [ids.pencils[3]]);
    await page.goto(`${web.url}/cart`);
    await page.screenshot({ path: `/tmp/cart-full-${name}.png`, fullPage: true });
    const form = page.locator('.cart-line').nth(2);
    await form.getByRole('button', { name: 'One more of Enamel mug' }).click();
    console.log(page.url(), await page.locator('.cart__count').textContent());
    await page.locator('.cart-line').nth(2).getByRole('textbox').fill('7');
    await page.keyboard.press('Enter');
    console.log(page.url(), await page.locator('.cart__count').textContent());
    await page
      .locator('.cart-line')
      .nth(0)
      .getByRole('button', { name: /^Remove/ })
      .click();
    console.log(page.url(), await page.locator('.cart__count').textContent());
    await db.database.execute('UPDATE stock_levels SET on_hand = 1000 WHERE variant_id = ?', [
      ids.pencils[3],
    ]);
    await page.goto(`${web.url}/cart/drawer`);
    await context.close();
  }
  await browser.close();
  await web.close();
  await redis.close();
  await db.drop();
});
