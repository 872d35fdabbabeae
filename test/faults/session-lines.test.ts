import { unsign } from 'cookie-signature';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { readEnv } from '../../src/platform/config/env.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { CustomerSessions } from '../../src/platform/session/customer-sessions.js';
import { RedisCustomerSessions } from '../../src/platform/session/redis-customer-sessions.js';
import { EndSessionsService } from '../../src/shop/customers/end-sessions.service.js';
import { WorkerModule } from '../../src/worker.module.js';
import { doEverything, openEverything, PASSWORD } from '../support/everything.js';
import { OwnRedis } from '../support/own-redis.js';
import { Recorder } from '../support/recorder.js';
import { plainClient, type PlainClient } from '../support/redis-monitor.js';
import { TestShop } from '../support/shop.js';
import { rounds } from '../support/tier.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const MOST_BYTES = 4096;
const JOINS = rounds(20, { full: 100 });
const NAMES = ['', '-message', '-cart', '-checkout'];
const ISOLATED = 'https://shop.example';

/** Answers to a post may be kept only if they say so, others if they do not forbid it. */
function isCacheable(asked: string, { headers }: Answer): boolean {
  const control = headers['cache-control'] ?? (asked.startsWith('POST') ? 'private' : 'heuristic');
  return !/no-store|private/.test(control);
}
const nameOf = (cookie: string): string => cookie.split('=', 1)[0]!;

/** Browser of a shop that is reached by https. */
class SecureRecorder extends Recorder {
  private readonly secure = { 'x-forwarded-proto': 'https', host: 'shop.example' };

  override get(path: string, headers = {}): Promise<Answer> {
    return super.get(path, { ...this.secure, ...headers });
  }

  override postBody(path: string, body: string, type: string, headers = {}): Promise<Answer> {
    return super.postBody(path, body, type, { ...headers, ...this.secure, origin: ISOLATED });
  }
}

/** The lines about sessions (S7 to S18, F12, F27) that need a whole shop, told by what a shopper sees who does everything. */
describe('sessions of a whole shop, line by line', () => {
  let redis: OwnRedis;
  let client: PlainClient;
  let link: RedisLink;
  let shop: TestShop;
  let shopper: Recorder;
  let live: string;
  let secure: { url: string };

  beforeAll(async () => {
    redis = await OwnRedis.start();
    client = await plainClient(redis.url);
    link = new RedisLink({ url: redis.url, part: 'session', deadlineMs: 2000 });
    link.connect();
    shop = await TestShop.open({ redis: redis.url, cache: `${redis.url}/1`, env: { LOG_LEVEL: 'trace' } });
    secure = await shop.another({ PUBLIC_URL: ISOLATED, TRUST_PROXY_HOPS: '1' });
    shopper = new Recorder(shop.url);
    live = await doEverything(shop, shopper, 'ada@example.com');
  });
  afterAll(async () => {
    redis?.thaw();
    await link?.close();
    await client?.close();
    await shop?.close();
    await redis?.close();
  });

  const add = (who: Shopper, handle = 'plenty', quantity = 1) =>
    who.post('/cart/add', { id: shop.variant(handle), quantity });
  const itemCount = async (who: Shopper) =>
    ((await who.get('/cart.js')).json() as { item_count: number }).item_count;
  async function register(who: Shopper, email: string): Promise<number> {
    const person = { email, password: PASSWORD };
    expect((await who.post('/account/register', person)).status).toBe(303);
    const sql = 'SELECT id FROM customers WHERE email = ?';
    return (await shop.database.query<{ id: number }>(sql, [email]))[0]!.id;
  }

  it('F27: leaves no key without a life in sessions, carts and cache, and no record above 4 kB', async () => {
    for (const number of [0, 1]) {
      await client.select(number);
      const names = await client.keys('*');
      expect(names.length).toBeGreaterThan(5);
      for (const name of names) {
        expect([name, await client.ttl(name)]).not.toEqual([name, -1]);
        if (name.startsWith('session:')) expect(await client.strLen(name)).toBeLessThan(MOST_BYTES);
      }
    }
    await client.select(0);
  });

  it('S12: shows no id of a session and of no guest’s cart in addresses, bodies, headers, streams or logs', async () => {
    const { secrets, exchanges } = shopper;
    expect(secrets.size).toBeGreaterThan(6);
    const told = (text: string) => [...secrets].filter((secret) => text.includes(secret));
    const leaks = exchanges.flatMap(({ asked, answer: { text, headers } }) => {
      const { 'set-cookie': _cookies, ...others } = headers;
      return told(`${asked}\n${JSON.stringify(others)}\n${text}`).map((secret) => `${asked}: ${secret}`);
    });
    expect(leaks).toEqual([]);
    expect(told(live)).toEqual([]);
    for (const { output } of shop.instances) {
      expect(output()).toContain('sign-in');
      expect(told(output())).toEqual([]);
    }
  });

  it('S16: sets no cookie on an answer that a cache may keep, and lets none keep a page with personal things', () => {
    const { exchanges } = shopper;
    for (const { asked, answer } of exchanges)
      if (answer.headers['set-cookie']) expect([asked, isCacheable(asked, answer)]).toEqual([asked, false]);
    const personal = exchanges.filter(({ answer }) => /ada@example\.com|Sign out|Lovelace/.test(answer.text));
    expect(personal.length).toBeGreaterThan(15);
    for (const { asked, answer } of personal)
      expect([asked, answer.headers['cache-control']]).toEqual([asked, 'private, no-store']);
  });

  async function seenCookies(who: Recorder): Promise<string[]> {
    await add(who);
    await add(who);
    await who.get('/collections/all');
    await redis.freeze();
    try {
      await until('Redis is missed', async () => (await who.get('/cart')).headers['set-cookie'], 10);
    } finally {
      redis.thaw();
    }
    await until('Redis is back', async () => (await add(who)).status === 303);
    await register(who, `${Math.random()}@example.com`);
    await who.post('/account/logout');
    return who.setCookies;
  }

  it.each([
    { scheme: 'http', prefix: 'cloudcart', isSecure: false },
    { scheme: 'https', prefix: '__Host-cloudcart', isSecure: true },
  ])('S10: limits all cookies to this host, to $scheme and to browsers', async ({ prefix, isSecure }) => {
    const who = isSecure ? new SecureRecorder(secure.url) : new Recorder(shop.url);
    const cookies = await seenCookies(who);
    expect(new Set(cookies.map(nameOf))).toEqual(new Set(NAMES.map((end) => prefix + end)));
    for (const cookie of cookies) {
      const flags = cookie.split('; ').slice(1);
      expect(flags, cookie).toEqual(expect.arrayContaining(['HttpOnly', 'Path=/', 'SameSite=Lax']));
      expect(flags.includes('Secure'), cookie).toBe(isSecure);
      expect(cookie).not.toMatch(/domain=/i);
      // Forgotten, or good for a time that is said.
      expect(cookie).toMatch(/Expires=/);
    }
  });

  it('S11: sets no cookie of 4,096 bytes, with the fullest cart and the longest names', async () => {
    const who = new Recorder(shop.url);
    const items = shop.variants('samples').map((id) => ({ id, quantity: 9999 }));
    for (let at = 0; at < items.length; at += 100)
      expect((await who.postJson('/cart/add.js', { items: items.slice(at, at + 100) })).status).toBe(200);
    for (const { id } of items.slice(0, 3)) await who.post('/cart/add', { id });
    await register(who, `${'long'.repeat(15)}@example.com`);
    const all = [...shopper.setCookies, ...who.setCookies];
    expect(all.length).toBeGreaterThan(20);
    for (const cookie of all) expect(Buffer.byteLength(cookie), cookie.slice(0, 40)).toBeLessThan(MOST_BYTES);
  });

  async function expectGuest(who: Shopper): Promise<void> {
    for (const path of ['/account', '/account/sessions', '/account/password', '/account/orders/1']) {
      const answer = await who.get(path);
      expect([path, answer.status]).toEqual([path, 303]);
      expect(answer.headers.location).toMatch(/^\/account\/login/);
    }
    expect(await itemCount(who)).toBe(0);
    for (const path of ['/', '/cart', '/products/plenty']) {
      const { text } = await who.get(path);
      expect(text).toContain('Sign in');
      expect(text).not.toMatch(/gone@example\.com|Your account/);
    }
  }

  it('S7: whose account is deleted by way of EndSessionsService is a guest everywhere from the next request on', async () => {
    const who = shop.shopper();
    const id = await register(who, 'gone@example.com');
    const person = { email: 'gone@example.com', password: PASSWORD };
    const phone = shop.shopper();
    expect((await phone.post('/account/login', person)).status).toBe(303);
    await add(who);
    expect((await who.get('/account')).status).toBe(200);
    expect(await itemCount(phone)).toBe(1);
    const office = await openShop(WorkerModule);
    try {
      const ending = office.get(EndSessionsService);
      await until('the office has a Redis', () => office.get(CustomerSessions).list(id, null));
      let late: Answer | undefined;
      const remove = async () => {
        // Who signs in at the last moment is gone with the others.
        late = await who.twin().post('/account/login', person);
        await shop.database.execute('DELETE FROM customers WHERE id = ?', [id]);
      };
      expect(await ending.endForGood(id, remove)).toBe(true);
      expect(late?.status).toBe(303);
      for (const browser of [who, phone]) await expectGuest(browser);
      const sessions = new RedisCustomerSessions(link, readEnv(process.env), new Clock());
      expect(await sessions.list(id, null)).toEqual([]);
      expect(await ending.endForGood(id, async () => expect.fail('deleted twice'))).toBe(false);
    } finally {
      await office.close();
    }
    const change = { current_password: PASSWORD, new_password: 'eleven kettles on the hob' };
    expect((await who.post('/account/password', change)).headers.location).toMatch(/login/);
    expect((await who.post('/account/login', person)).status).toBe(422);
  });

  it('S15: starts with no secret that is short, and in production with none of its own', async () => {
    await expect(shop.another({ SESSION_SECRETS: 'short' })).rejects.toThrow(/SESSION_SECRETS: expected/);
    const production = { NODE_ENV: 'production', ALLOW_INSECURE_NETWORK: '1', PUBLIC_URL: ISOLATED };
    await expect(shop.another(production)).rejects.toThrow(/SESSION_SECRETS: production needs/);
    const mixed = `${'n'.repeat(40)},short`;
    await expect(shop.another({ SESSION_SECRETS: mixed })).rejects.toThrow(/SESSION_SECRETS: expected/);
  });

  it('F27: takes every cookie of an older secret, and signs anew what is sent again', async () => {
    const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
    const [before, during, after] = [
      await shop.another({ SESSION_SECRETS: old }),
      await shop.another({ SESSION_SECRETS: `${fresh},${old}` }),
      await shop.another({ SESSION_SECRETS: fresh }),
    ];
    const who = new Shopper(before.url);
    expect((await add(who)).status).toBe(303);
    const message = /class="message__text">/;
    expect((await who.twin(during.url).get('/cart')).text).toMatch(message);
    expect((await who.twin(after.url).get('/cart')).text).not.toMatch(message);
    const moved = who.twin(during.url);
    await moved.get('/cart');
    expect((await add(moved)).status).toBe(303);
    expect(await itemCount(moved.twin(after.url))).toBe(2);
    const isMissed = (url: string, from: Shopper) =>
      until('Redis is missed', async () => (await from.twin(url).get('/cart.js')).status === 503);
    await redis.freeze();
    try {
      // Lines: those of before are read where both secrets are known; those written since also where only one is.
      await isMissed(during.url, who);
      expect((await who.twin(during.url).get('/cart')).status).toBe(200);
      await isMissed(after.url, moved);
      expect((await moved.twin(after.url).get('/cart')).status).toBe(200);
      expect((await who.twin(after.url).get('/cart')).text).toContain('Your cart is empty');
    } finally {
      redis.thaw();
    }
    await until('Redis is back', async () => (await add(shop.shopper())).status === 303);
  });

  it('F27: signs with the new secret whatever cookie of an older one is sent again', async () => {
    const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
    const before = await shop.another({ SESSION_SECRETS: old });
    const during = await shop.another({ SESSION_SECRETS: `${fresh},${old}` });
    /** Which secret has signed a cookie of ours; its name is signed with it, but for the session's. */
    const signer = (who: Shopper, end: string) => {
      const value = decodeURIComponent(who.cookies.get(`cloudcart${end}`) ?? '');
      const signed = end === '' ? value.slice('s:'.length) : `cloudcart${end}=${value}`;
      return [old, fresh].find((secret) => unsign(signed, secret) !== false) ?? 'nobody';
    };
    const who = new Shopper(before.url);
    expect((await add(who)).status).toBe(303);
    expect(['', '-message', '-cart'].map((end) => signer(who, end))).toEqual([old, old, old]);

    // Reading takes the message, and signs session and lines anew.
    const reader = who.twin(during.url);
    expect((await reader.get('/cart')).text).toMatch(/class="message__text">/);
    expect([signer(reader, ''), signer(reader, '-cart')]).toEqual([fresh, fresh]);
    expect(reader.cookies.has('cloudcart-message')).toBe(false);
    expect((await reader.get('/cart')).headers['set-cookie']).toBeUndefined();
    // A change sets all three.
    expect((await add(reader)).status).toBe(303);
    expect(['', '-message', '-cart'].map((end) => signer(reader, end))).toEqual([fresh, fresh, fresh]);

    const missed = (url: string) =>
      until('Redis is missed', async () => (await who.twin(url).get('/cart.js')).status === 503);
    const ordering = who.twin();
    const other = who.twin(during.url);
    await redis.freeze();
    try {
      await missed(before.url);
      await ordering.get('/cart');
      expect(signer(ordering, '-checkout')).toBe(old);
      await missed(during.url);
      // Taken as it is: another one would be another order.
      const goesOn = ordering.twin(during.url);
      expect((await goesOn.get('/cart')).status).toBe(200);
      expect(goesOn.cookies.get('cloudcart-checkout')).toBe(ordering.cookies.get('cloudcart-checkout'));
      await other.get('/cart');
      expect(signer(other, '-checkout')).toBe(fresh);
    } finally {
      redis.thaw();
    }
    await until('Redis is back', async () => (await add(shop.shopper())).status === 303);
  });

  async function joinOnce(email: string): Promise<void> {
    const ids = shop.variants('samples');
    const [owner, guest] = [shop.shopper(), shop.shopper()];
    await register(owner, email);
    const put = (who: Shopper, some: number[]) =>
      who.postJson('/cart/add.js', { items: some.map((id) => ({ id, quantity: 2 })) });
    expect((await put(owner, ids.slice(0, 65))).status).toBe(200);
    expect((await put(guest, ids.slice(65, 70))).status).toBe(200);
    const person = { email, password: PASSWORD };
    const tabs = Array.from({ length: 20 }, () => guest.twin());
    const statuses = await Promise.all(
      tabs.map(async (tab) => (await tab.post('/account/login', person)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([303]));
    for (const who of [owner, tabs[0]!, tabs[19]!]) {
      const cart = (await who.get('/cart.js')).json() as { items: { quantity: number }[] };
      expect(cart.items).toHaveLength(70);
      expect(new Set(cart.items.map(({ quantity }) => quantity))).toEqual(new Set([2]));
    }
    expect(await itemCount(guest)).toBe(0);
  }

  it(`F12: joins 5 lines of a guest with 65 of the account once, for 20 sign-ins at the same time, ${JOINS} of ${JOINS} times`, async () => {
    for (let round = 1; round <= JOINS; round += 1) await joinOnce(`many-${round}@example.com`);
  });

  it('F12: shows the next person on that browser nothing of whoever signed out before', async () => {
    const browser = shop.shopper();
    await register(browser, 'first@example.com');
    await add(browser, 'jacket');
    await browser.get('/cart');
    await browser.post('/account/logout');
    const left = browser.twin();
    await openEverything(left);
    expect(await itemCount(left)).toBe(0);
    await register(browser, 'second@example.com');
    expect(await itemCount(browser)).toBe(0);
    for (const path of ['/cart', '/account', '/account/sessions', '/checkout/contact', '/'])
      expect((await browser.get(path)).text).not.toMatch(/first@example\.com|in your basket: jacket/i);
    expect((await browser.get('/account/sessions')).text).toContain('signed in on this device only');
  });
});
