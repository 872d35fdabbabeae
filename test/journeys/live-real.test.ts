import { afterAll, beforeAll, expect, it } from 'vitest';
import { badge, LiveShop } from '../support/live-shop.js';
import { until } from '../support/until.js';

let shop: LiveShop;

beforeAll(async () => {
  shop = await LiveShop.open();
});
afterAll(async () => {
  await shop?.empty();
  await shop?.close();
});

/** Nothing here speaks on the live channel: carts and sessions do it themselves. */
it('two devices of a customer: what one does, the other shows within a second, until it is signed out', async () => {
  const ada = await shop.customer('real@example.com');
  const page = await shop.tab(await shop.device(ada), '/cart');
  await until('a stream', async () => shop.streams === 1);
  const phone = shop.nobody().shopper;
  const credentials = { email: 'real@example.com', password: 'nine tents by the lake' };
  expect((await phone.post('/account/login', credentials)).status).toBe(303);
  expect((await phone.post('/cart/add', { id: shop.ids.mug, quantity: 2 })).status).toBe(303);
  await until('the badge says 3', async () => (await badge(page)) === '3', 1);
  await until('the page', async () => (await page.locator('.stepper__field').inputValue()) === '3', 1);
  await ada.shopper.twin().post('/account/logout');
  await page.locator('[data-live-region] .notice').waitFor({ timeout: 1000 });
});
