import { expect } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { LiveListener } from './live-listener.js';
import type { TestShop } from './shop.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';

export const PASSWORD = 'nine tents by the lake';
const NEW_PASSWORD = 'eleven kettles on the hob';

/** One address of each kind that can be opened without more. */
const PAGES = [
  '/',
  '/collections',
  '/collections/all',
  '/products/jacket',
  '/products/jacket.js',
  '/products/jacket.json',
  '/products.json',
  '/search?q=jacket',
  '/search/suggest.json?q=jacket',
  '/recommendations/products.json?product_id=1',
  '/cart',
  '/cart.js',
  '/cart/drawer',
  '/checkout',
  '/checkout/contact',
  '/checkout/delivery',
  '/checkout/payment',
  '/checkout/review',
  '/account',
  '/account/login',
  '/account/register',
  '/account/recover',
  '/account/recover/AAAAAAAAAAAAAAAAAAAAAA',
  '/account/confirm/AAAAAAAAAAAAAAAAAAAAAA',
  '/account/email',
  '/account/email/AAAAAAAAAAAAAAAAAAAAAA',
  '/account/password',
  '/account/sessions',
  '/account/cards',
  '/account/addresses',
  '/account/addresses/new',
  '/account/data',
  '/account/data/delete',
  '/newsletter',
  '/account/orders/1',
  '/orders/AAAAAAAAAAAAAAAAAAAAAA',
  '/pages/about',
  '/pages/gift-card',
  '/policies/shipping-policy',
  '/sitemap.xml',
  '/robots.txt',
  '/css/shop.css',
  '/products/no-such-thing',
  '/no/such/page',
  '/collections/all?page=abc',
  '/livez',
  '/readyz',
  '/statusz',
];

const fieldOf = (page: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text)?.[1] ?? '';

/** Opens every page there is. */
export async function openEverything(shopper: Shopper): Promise<void> {
  for (const path of PAGES) expect((await shopper.get(path)).status, path).toBeLessThan(500);
}

/** All changes of a cart that the shop offers. */
async function fillCart(shop: TestShop, shopper: Shopper): Promise<void> {
  const [plenty, jacket] = [shop.variant('plenty'), shop.variant('jacket')];
  await done(shopper.post('/cart/add', { id: plenty, quantity: 3 }));
  await done(shopper.postJson('/cart/add.js', { id: jacket, quantity: 1, properties: { name: 'Ada' } }));
  await done(shopper.postJson('/cart/update.js', { note: 'Ring twice', attributes: { gift: 'yes' } }));
  const cart = (await shopper.get('/cart.js')).json() as { items: { key: string }[] };
  const { key } = cart.items[0]!;
  await done(shopper.post('/cart/save', { id: key }));
  await shopper.get('/cart');
  await done(shopper.post('/cart/saved/restore', { id: key }));
  await done(shopper.post('/cart/save', { id: key }));
  await done(shopper.post('/cart/change', { line: 1, quantity: 0 }));
  const operation = fieldOf(await shopper.get('/cart'), 'operation');
  expect(operation).not.toBe('');
  await done(shopper.post('/cart/undo', { operation }));
  await done(shopper.post('/cart/add', { id: plenty }));
}

async function hearLive(shopper: Shopper): Promise<string> {
  const stream = await LiveListener.open(shopper);
  await stream.event('cart');
  stream.close();
  return `${JSON.stringify(stream.headers)}\n${stream.said}`;
}

/**
 * A guest does all that guests do, becomes a customer, and does all that customers do, with a second device. Answers what
 * the live streams said; the rest is for who records the shopper.
 */
export async function doEverything(shop: TestShop, shopper: Shopper, email: string): Promise<string> {
  const person = { email, password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' };
  await fillCart(shop, shopper);
  await openEverything(shopper);
  let live = await hearLive(shopper);
  const placed = await done(placeOrder(shopper, await reachReview(shopper)));
  await done(shopper.get(placed.headers.location!));
  await fillCart(shop, shopper);
  await done(shopper.post('/account/register', person));
  await openEverything(shopper);
  live += await hearLive(shopper);
  const ordered = await done(placeOrder(shopper, await reachReview(shopper)));
  await done(shopper.get(ordered.headers.location!));
  await fillCart(shop, shopper);
  const phone = shop.shopper();
  await done(phone.post('/account/login', person));
  const devices = (await shopper.get('/account/sessions')).text;
  const [, handle] = Array.from(devices.matchAll(/name="session" value="([0-9a-f]{16})"/g)).at(-1)!;
  await done(shopper.post('/account/sessions/end', { session: handle! }));
  expect((await phone.get('/account')).status).toBe(303);
  await done(phone.post('/account/login', person));
  await done(shopper.post('/account/sessions/end-others'));
  const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
  await done(shopper.post('/account/password', change));
  expect((await shopper.get('/account')).status).toBe(200);
  await done(shopper.post('/account/logout'));
  await shopper.post('/account/login', { email, password: 'wrong wrong wrong' });
  await fillCart(shop, shopper);
  await done(shopper.post('/account/login', { email, password: NEW_PASSWORD }));
  await openEverything(shopper);
  return live;
}

async function done(sent: Promise<Answer>): Promise<Answer> {
  const answer = await sent;
  expect([200, 303], answer.text.slice(0, 500)).toContain(answer.status);
  return answer;
}
