import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WishlistsService } from '../../src/shop/wishlists/wishlists.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let ids: Awaited<ReturnType<typeof fillShop>>;
let shopper: Shopper;

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ids = await fillShop(web.app);
});
afterAll(async () => {
  await web.close();
  await db.drop();
});
beforeEach(async () => {
  shopper = new Shopper(web.url);
  await db.database.execute('DELETE FROM wishlist_items');
});

const whereTo = ({ status, headers }: Answer) => [status, headers.location];
const add = (fields: Record<string, string | number>, who = shopper) => who.post('/wishlist/add', fields);
const wished = async (who = shopper) =>
  ((await who.get('/wishlist.json')).json() as { variants: number[] }).variants;
let account = 0;
async function register(who = shopper): Promise<{ email: string; password: string }> {
  account += 1;
  const form = { email: `wisher-${account}@example.com`, password: 'lanterns on a long shelf' };
  expect((await who.post('/account/register', form)).status).toBe(303);
  return form;
}

describe('a wishlist', () => {
  it('begins a session with the first thing, and holds each thing once', async () => {
    expect((await shopper.get('/wishlist')).text).toContain('Nothing is on it yet.');
    expect(await wished()).toEqual([]);
    expect(shopper.cookies.size).toBe(0);
    expect(whereTo(await add({ id: ids.mug, return_to: '/products/mug' }))).toEqual([303, '/products/mug']);
    await add({ id: ids.mug });
    await add({ handle: 'beanie' });
    expect(await wished()).toEqual([ids.small, ids.mug]);
    const page = await shopper.get('/wishlist');
    expect(page.text).toContain('Enamel mug');
    expect(page.headers['cache-control']).toBe('private, no-store');
    expect((await add({ id: ids.secret })).status).toBe(404);
    expect((await add({ id: 999_999 })).status).toBe(404);
  });

  it('is full with a hundred things', async () => {
    const own = new Shopper(web.url);
    for (const id of ids.pencils) await add({ id }, own);
    expect(await wished(own)).toHaveLength(100);
    await add({ id: ids.mug }, own);
    expect(await wished(own)).toHaveLength(100);
    expect((await own.get('/wishlist')).text).toContain('holds 100 things and is full');
  });

  it('gives a thing to the cart, or loses it and gets it back', async () => {
    await add({ id: ids.mug });
    await add({ id: ids.small });
    expect(whereTo(await shopper.post('/wishlist/move', { id: ids.mug }))).toEqual([303, '/wishlist']);
    expect(await wished()).toEqual([ids.small]);
    expect((await shopper.get('/cart.js')).json()).toMatchObject({ item_count: 1 });
    const removed = await shopper.post('/wishlist/remove', { id: ids.small, from: 'list' });
    expect(await wished()).toEqual([]);
    const page = await shopper.get(removed.headers.location!);
    expect(page.text).toContain('Beanie, Moss / S is off your wishlist.');
    await add({ id: ids.small });
    const heart = { referer: `${web.url}/products/beanie?variant=1` };
    const off = await shopper.post('/wishlist/remove', { handle: 'beanie' }, heart);
    expect(whereTo(off)).toEqual([303, '/products/beanie?variant=1']);
    expect(await wished()).toEqual([]);
    await add({ id: ids.large });
    const refused = await shopper.post('/wishlist/move', { id: ids.large });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await wished()).toEqual([ids.large]);
  });

  it('of a guest goes into the account, once, and is there on another device', async () => {
    const member = await register();
    await add({ id: ids.mug });
    const guest = new Shopper(web.url);
    await add({ id: ids.mug }, guest);
    await add({ id: ids.small }, guest);
    expect((await guest.post('/account/login', member)).status).toBe(303);
    for (const who of [guest, shopper])
      expect(new Set(await wished(who))).toEqual(new Set([ids.mug, ids.small]));
    for (const who of [guest, shopper])
      expect((await who.get('/')).text).toMatch(/data-wish-count[^>]*>2<.*data-wish-state="[\w-]{22}"/);
    const left = await db.database.query("SELECT 1 FROM wishlist_items WHERE owner LIKE 'g-%'");
    expect(left).toEqual([]);
  });

  it('is shown to who has its address, until that is ended', async () => {
    await add({ id: ids.mug });
    await shopper.post('/wishlist/share');
    const [, path] = /href="(\/wishlist\/[\w-]{22})"/.exec((await shopper.get('/wishlist')).text)!;
    const other = new Shopper(web.url);
    const page = await other.get(path!);
    expect(page.text).toContain('Enamel mug');
    expect(page.text).not.toContain('action="/wishlist/remove"');
    expect(page.headers['x-robots-tag']).toBe('noindex');
    expect(other.cookies.size).toBe(0);
    await shopper.post('/wishlist/unshare');
    expect((await other.get(path!)).status).toBe(404);
    expect((await other.get(`/wishlist/${'x'.repeat(22)}`)).status).toBe(404);
  });

  it('of a guest who does not come back is forgotten; a customer keeps theirs', async () => {
    await add({ id: ids.mug });
    const member = new Shopper(web.url);
    await register(member);
    await add({ id: ids.mug }, member);
    await db.database.execute('UPDATE wishlist_items SET added_at = added_at - INTERVAL 91 DAY');
    while (await web.app.get(WishlistsService).tidy());
    expect(await wished()).toEqual([]);
    expect(await wished(member)).toEqual([ids.mug]);
  });
});
