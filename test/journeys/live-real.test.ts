import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { NEW_PASSWORD, PASSWORD } from '../support/devices.js';
import { badge, LiveShop } from '../support/live-shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const COMMAND = join(PROJECT_ROOT, 'dist', 'scripts', 'shop.js');

let shop: LiveShop;

beforeAll(async () => {
  shop = await LiveShop.open();
});
afterEach(() => shop.empty());
afterAll(async () => {
  await shop?.close();
});

/** Nothing here speaks on the live channel: carts and sessions do it themselves. */
it('two devices of a customer: what one does, the other shows within a second, until it is signed out', async () => {
  const ada = await shop.customer('real@example.com');
  const page = await shop.tab(await shop.device(ada), '/cart');
  await until('a stream', async () => shop.streams === 1);
  const phone = shop.nobody().shopper;
  const credentials = { email: 'real@example.com', password: PASSWORD };
  expect((await phone.post('/account/login', credentials)).status).toBe(303);
  expect((await phone.post('/cart/add', { id: shop.ids.mug, quantity: 2 })).status).toBe(303);
  await until('the badge says 3', async () => (await badge(page)) === '3', 1);
  await until('the page', async () => (await page.locator('.stepper__field').inputValue()) === '3', 1);
  await ada.shopper.twin().post('/account/logout');
  await page.locator('[data-live-region] .notice').waitFor({ timeout: 1000 });
});

const post = async (phone: Shopper, path: string, form = {}) => {
  expect((await phone.post(path, form)).status).toBe(303);
};
const endings: [string, (phone: Shopper, email: string) => Promise<void>][] = [
  ['its phone ends all others', (phone) => post(phone, '/account/sessions/end-others')],
  [
    'its phone changes the password',
    (phone) => post(phone, '/account/password', { current_password: PASSWORD, new_password: NEW_PASSWORD }),
  ],
  [
    'staff end all sessions',
    async (_, email) => {
      const command = [COMMAND, 'customer', 'end-sessions', email];
      const { stdout } = await promisify(execFile)(process.execPath, command, { env: process.env });
      expect(stdout).toContain('2 sessions ended.');
    },
  ],
];
it.each(endings)('an open page says within a second that it was signed out: %s', async (what, end) => {
  const email = `${what.replaceAll(' ', '-')}@example.com`;
  const page = await shop.tab(await shop.device(await shop.customer(email)), '/cart');
  await until('a stream', async () => shop.streams === 1);
  const phone = shop.nobody().shopper;
  await post(phone, '/account/login', { email, password: PASSWORD });
  const notice = page.locator('[data-live-region] .notice');
  expect(await notice.count()).toBe(0);
  await end(phone, email);
  await notice.waitFor({ timeout: 1000 });
  expect(await notice.textContent()).toContain('signed out');
});
