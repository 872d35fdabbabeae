import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomerSessions } from '../../src/platform/session/customer-sessions.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

const PASSWORD = 'nine tents by the lake';

describe('a customer and their cart on the web', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: RedisLink;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let ids: Awaited<ReturnType<typeof fillShop>>;
  let people = 0;

  beforeAll(async () => {
    [db, redis] = [await testDatabase(), await testRedis()];
    web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    ids = await fillShop(web.app);
  });
  afterAll(async () => {
    await web?.close();
    await redis?.close();
    await db?.drop();
  });

  const itemCount = async (who: Shopper) =>
    ((await who.get('/cart.js')).json() as { item_count: number }).item_count;

  async function register(browser: Shopper): Promise<string> {
    people += 1;
    const email = `person${people}@example.com`;
    const form = { email, password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' };
    expect((await browser.post('/account/register', form)).status).toBe(303);
    return email;
  }
  const signIn = (browser: Shopper, email: string) =>
    browser.post('/account/login', { email, password: PASSWORD });

  it('brings the guest cart along, and finds it on another device', async () => {
    const [phone, laptop] = [new Shopper(web.url), new Shopper(web.url)];
    await phone.post('/cart/add', { id: ids.mug, quantity: 2 });
    const email = await register(phone);
    expect(await itemCount(phone)).toBe(2);
    await laptop.post('/cart/add', { id: ids.small });
    expect((await signIn(laptop, email)).status).toBe(303);
    expect(await itemCount(laptop)).toBe(3);
    expect(await itemCount(phone)).toBe(3);
  });

  it('F12: never shows the cart to the next person on that browser', async () => {
    const browser = new Shopper(web.url);
    await register(browser);
    await browser.post('/cart/add', { id: ids.mug, quantity: 2 });
    const thief = browser.twin();
    await browser.post('/account/logout');
    expect(await itemCount(browser)).toBe(0);
    await browser.post('/cart/add', { id: ids.small });
    await register(browser);
    expect(await itemCount(browser)).toBe(1);
    expect(await itemCount(thief)).toBe(0);
  });

  it('S4: does not come alive again by adds in flight during sign-out, 20 of 20 rounds', async () => {
    const email = await register(new Shopper(web.url));
    for (let round = 0; round < 20; round += 1) {
      const browser = new Shopper(web.url);
      await signIn(browser, email);
      const thief = browser.twin();
      const adds = Array.from({ length: 5 }, () => browser.twin().post('/cart/add', { id: ids.mug }));
      await Promise.all([browser.twin().post('/account/logout'), ...adds]);
      expect((await thief.get('/account')).headers.location).toContain('/account/login');
      expect(await itemCount(thief)).toBe(0);
    }
  });

  it('S8: is closed to a session that was ended on all devices', async () => {
    const browser = new Shopper(web.url);
    const email = await register(browser);
    await browser.post('/cart/add', { id: ids.mug, quantity: 4 });
    const [revoked, reader] = [browser.twin(), browser.twin()];
    const [customer] = await db.database.query<{ id: number }>('SELECT id FROM customers WHERE email = ?', [
      email,
    ]);
    await db.database.execute('UPDATE customers SET session_epoch = 2 WHERE email = ?', [email]);
    expect(await web.app.get(CustomerSessions).endAll(customer!.id, 2)).toBe(1);
    expect((await reader.get('/')).text).not.toContain('data-cart-count>4<');
    expect(await itemCount(revoked)).toBe(0);
    expect((await revoked.post('/cart/add', { id: ids.small })).status).toBe(303);
    expect(await itemCount(revoked)).toBe(1);
    const again = new Shopper(web.url);
    await signIn(again, email);
    expect(await itemCount(again)).toBe(4);
  });

  it('gives a guest whose cart moved a new one', async () => {
    await redis.run((client) => client.flushDb());
    const browser = new Shopper(web.url);
    await browser.post('/cart/add', { id: ids.mug });
    const left = browser.twin();
    const details = (await redis.run((client) => client.keys('cart:{g-*}:details')))[0] ?? '';
    await redis.run((client) => client.hSet(details, 'movedTo', 'c-999'));
    expect((await left.post('/cart/add', { id: ids.small })).status).toBe(303);
    expect(await itemCount(left)).toBe(1);
  });
});
