import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnRedis } from '../support/own-redis.js';
import { redisUrl } from '../support/redis.js';
import { plainClient, RedisMonitor, type PlainClient } from '../support/redis-monitor.js';
import { TestShop } from '../support/shop.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

const SESSION = 'session:v2:';
const PASSWORD = 'nine tents by the lake';

/** Addresses that anybody may open, with the status they have for a guest with an empty cart. */
const PUBLIC: [path: string, status: number][] = [
  ['/', 200],
  ['/collections', 200],
  ['/collections/all', 200],
  ['/collections/everything?sort_by=price-ascending&filter.v.availability=1', 200],
  ['/products/jacket', 200],
  ['/products/jacket.js', 200],
  ['/products/jacket.json', 200],
  ['/products.json', 200],
  ['/collections/everything/products.json', 200],
  ['/recommendations/products.json?product_id=1', 200],
  ['/search', 200],
  ['/search?q=jacket', 200],
  ['/search?q=zzzz', 200],
  ['/search/suggest.json?q=jacket', 200],
  ['/cart', 200],
  ['/cart.js', 200],
  ['/cart/drawer', 200],
  ['/checkout', 303],
  ['/checkout/contact', 303],
  ['/checkout/review', 303],
  ['/account', 303],
  ['/account/login', 200],
  ['/account/register', 200],
  ['/account/orders/1001', 303],
  ['/orders/AAAAAAAAAAAAAAAAAAAAAA', 404],
  ['/pages/about', 200],
  ['/policies/shipping-policy', 200],
  ['/sitemap.xml', 200],
  ['/robots.txt', 200],
  ['/css/shop.css', 200],
  ['/products/no-such-thing', 404],
  ['/no/such/page', 404],
  ['/no-such-file.css', 404],
  ['/livez', 200],
  ['/readyz', 200],
];
/** Pages with a header, which every visitor's session is read for. */
const PAGES = PUBLIC.filter(([path]) => !/livez|readyz|css/.test(path));

const isCacheable = ({ headers }: Answer): boolean =>
  !/no-store|private/.test(headers['cache-control'] ?? 'heuristic');

describe('what visitors cost the Redis of sessions', () => {
  let sessions: OwnRedis;
  let client: PlainClient;
  let monitor: RedisMonitor;
  let shop: TestShop;

  beforeAll(async () => {
    sessions = await OwnRedis.start();
    client = await plainClient(sessions.url);
    shop = await TestShop.open({ redis: sessions.url });
    monitor = await RedisMonitor.listen(sessions.url);
  });
  afterAll(async () => {
    await monitor?.close();
    await client?.close();
    await shop?.close();
    await sessions?.close();
  });

  const withCart = async (): Promise<Shopper> => {
    const shopper = shop.shopper();
    expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
    await shopper.get('/cart');
    return shopper;
  };
  const sessionKeys = () => client.keys(`${SESSION}*`);
  /** The sole session in Redis. */
  const soleSession = async () => {
    const [key, ...others] = await sessionKeys();
    expect(others).toEqual([]);
    return key!;
  };

  describe('a visitor without a cookie', () => {
    it.each(PUBLIC)('opens %s (%i) without a command and gets no cookie', async (path, status) => {
      let answer: Answer | undefined;
      const commands = await monitor.during(async () => (answer = await shop.shopper().get(path)));
      expect(answer!.status).toBe(status);
      expect(answer!.headers['set-cookie']).toBeUndefined();
      expect(commands).toEqual([]);
    });

    it('searches, filters and turns pages without a command, hundreds of times', async () => {
      const walk = async () => {
        for (let n = 0; n < 100; n += 1)
          await Promise.all(
            ['/cart', '/cart.js', `/search/suggest.json?q=${n}`].map((p) => shop.shopper().get(p)),
          );
      };
      expect(await monitor.during(walk)).toEqual([]);
      expect(await client.dbSize()).toBe(0);
    });

    it.each([
      ['another name', 'theme=dark; _ga=GA1.2.3'],
      ['no value', 'cloudcart='],
      ['no signature', 'cloudcart=abcdefghijklmnopqrstuvwxyz012345'],
      [
        'a forged signature',
        'cloudcart=s%3Aabcdefghijklmnopqrstuvwxyz012345.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      ],
    ])('is also who sends a cookie with %s', async (_what, cookie) => {
      for (const path of ['/cart', '/cart.js', '/pages/about']) {
        const commands = await monitor.during(async () => {
          const answer = await shop.shopper().get(path, { cookie });
          expect(answer.status).toBe(200);
          expect(answer.headers['set-cookie']).toBeUndefined();
        });
        expect(commands, path).toEqual([]);
      }
    });

    it('keeps no session after a wish that was refused', async () => {
      const refused: [string, Record<string, string | number>][] = [
        ['/cart/add', { id: 999_999 }],
        ['/cart/add', { id: shop.variant('sold-out') }],
        ['/cart/add.js', { id: shop.variant('plenty'), quantity: -1 }],
        ['/cart/change', { line: 1, quantity: 0 }],
        ['/cart/clear', {}],
        ['/account/login', { email: 'nobody@example.com', password: 'wrong wrong wrong' }],
        ['/account/register', { email: 'x', password: 'y' }],
        ['/checkout/contact', { email: 'ada@example.com' }],
      ];
      for (const [path, fields] of refused) {
        const answer = await shop.shopper().post(path, fields);
        expect(answer.status, path).toBeLessThan(500);
        expect(answer.headers['set-cookie'], path).toBeUndefined();
      }
      expect(await sessionKeys()).toEqual([]);
    });
  });

  describe('a visitor with a session', () => {
    it.each(PAGES)('opens %s and the session is read by one GETEX', async (path) => {
      const shopper = await withCart();
      const commands = await monitor.during(() => shopper.get(path));
      const ofSessions = commands.filter((words) => words.some((word) => word.includes(SESSION)));
      expect(ofSessions.map(([name]) => name!.toUpperCase())).toEqual(['GETEX']);
    });

    it('costs a page two commands: the session, and how many things are in the cart', async () => {
      const shopper = await withCart();
      for (const path of ['/', '/products/jacket', '/collections/all', '/pages/about']) {
        const commands = await monitor.during(() => shopper.get(path));
        expect(
          commands.map(([name]) => name!.toUpperCase()),
          path,
        ).toEqual(['GETEX', 'HMGET']);
      }
    });

    it('costs none for files', async () => {
      const shopper = await withCart();
      expect(await monitor.during(() => shopper.get('/css/shop.css'))).toEqual([]);
    });

    it('is told a message once, and neither leaving nor taking it costs a command', async () => {
      const shopper = shop.shopper();
      await shopper.post('/cart/add', { id: shop.variant('plenty') });
      const names = async () =>
        (await monitor.during(() => shopper.get('/cart'))).map(([name]) => name!.toUpperCase());
      expect(await names()).toEqual(['GETEX', 'EVALSHA']);
      expect(await names()).toEqual(['GETEX', 'EVALSHA']);
    });
  });

  describe('what Redis keeps', () => {
    it('F27: has a life on every key after everything that a shopper does', async () => {
      const shopper = await withCart();
      await shopper.postJson('/cart/update.js', { note: 'Ring twice', attributes: { gift: 'yes' } });
      await shopper.postJson('/cart/add.js', {
        id: shop.variant('jacket'),
        quantity: 2,
        properties: { name: 'Ada' },
      });
      await shopper.postJson('/cart/change.js', { line: 1, quantity: 1 });
      const person = { email: 'ada@example.com', password: PASSWORD, first_name: 'Ada' };
      expect((await shopper.post('/account/register', person)).status).toBe(303);
      await shopper.get('/account');
      await shopper.post('/cart/add', { id: shop.variant('ten-left') });
      expect((await shopper.post('/account/logout')).status).toBe(303);
      await shopper.post('/account/login', { email: person.email, password: 'wrong wrong wrong' });
      expect((await shopper.post('/account/login', person)).status).toBe(303);
      for (const [path] of PUBLIC) await shopper.get(path);
      const cache = await plainClient(redisUrl());
      const [kept, cached] = [await immortal(client), await immortal(cache)];
      await cache.close();
      expect(kept.all).toBeGreaterThan(5);
      expect(cached.all).toBeGreaterThan(5);
      expect([...kept.without, ...cached.without]).toEqual([]);
    });

    it('S18: is a session below 4 kB, whatever is in the cart and whatever the message', async () => {
      await client.flushDb();
      const shopper = await withCart();
      for (let n = 0; n < 3; n += 1)
        await shopper.postJson('/cart/add.js', {
          items: shop
            .variants('samples')
            .map((id) => ({ id, quantity: 1, properties: { text: 'x'.repeat(300) } }))
            .slice(0, 60),
        });
      await shopper.postJson('/cart/update.js', { note: 'n'.repeat(5000) });
      const many = shop
        .variants('samples')
        .map((id, at) => [`items[${at}][id]`, String(id)] as [string, string]);
      await shopper.post('/cart/add', many);
      expect(await client.strLen(await soleSession())).toBeLessThan(4096);
      expect(((await shopper.get('/cart.js')).json() as { items: unknown[] }).items.length).toBeGreaterThan(
        200,
      );
    });
  });

  describe('the cookie', () => {
    it('S10: is for this host, for http and same-site navigation only, and ends', async () => {
      const answer = await shop.shopper().post('/cart/add', { id: shop.variant('plenty') });
      const cookie = answer.headers['set-cookie']?.find((line) => line.startsWith('cloudcart='));
      const [pair, ...flags] = cookie!.split('; ');
      expect(pair).toMatch(/^cloudcart=s%3A[\w-]{32}\.g-[\w-]{22}\.\w{5,6}\.[\w%]{43,80}$/);
      expect(flags).toContain('HttpOnly');
      expect(flags).toContain('SameSite=Lax');
      expect(flags).toContain('Path=/');
      const days =
        (Date.parse(flags.find((flag) => flag.startsWith('Expires='))!.slice(8)) - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(13.9);
      expect(days).toBeLessThan(14.1);
      expect(cookie).not.toMatch(/domain|secure/i);
    });

    it('S16: never comes with an answer that a cache may keep, not even when it is due to be renewed', async () => {
      await client.flushDb();
      const old = 'o'.repeat(40);
      const [before, after] = [
        await shop.another({ SESSION_SECRETS: old }),
        await shop.another({ SESSION_SECRETS: `${'n'.repeat(40)},${old}` }),
      ];
      const shopper = new Shopper(before.url);
      expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
      let renewals = 0;
      for (const [path] of PUBLIC) {
        const reader = new Shopper(after.url);
        reader.cookies.set('cloudcart', shopper.cookies.get('cloudcart')!);
        const answer = await reader.get(path);
        if (answer.headers['set-cookie']) renewals += 1;
        if (answer.headers['set-cookie']) expect(isCacheable(answer), path).toBe(false);
      }
      expect(renewals).toBeGreaterThan(5);
    });

    it('S16: never comes with the page of a guest that a cache may keep, and that page says what it depends on', async () => {
      for (const [path] of PUBLIC) {
        const answer = await shop.shopper().get(path);
        const isPage = answer.status === 200 && /text\/html/.test(answer.headers['content-type'] ?? '');
        if (!isPage || !isCacheable(answer)) continue;
        expect(answer.headers.vary, path).toMatch(/cookie/i);
      }
    });

    it('S4: goes when the visitor signs out', async () => {
      const shopper = shop.shopper();
      const person = { email: 'bo@example.com', password: PASSWORD };
      expect((await shopper.post('/account/register', person)).status).toBe(303);
      const answer = await shopper.post('/account/logout');
      expect(answer.headers['set-cookie']!.join('\n')).toMatch(/^cloudcart=;.*Expires=Thu, 01 Jan 1970/m);
      expect(shopper.cookies.size).toBe(0);
    });
  });
});

describe('behind https', () => {
  let shop: TestShop;
  const https = { 'x-forwarded-proto': 'https', origin: 'https://shop.example', host: 'shop.example' };

  beforeAll(async () => {
    shop = await TestShop.open({ env: { PUBLIC_URL: 'https://shop.example', TRUST_PROXY_HOPS: '1' } });
  });
  afterAll(() => shop?.close());

  it('S10: has a cookie that only https and only this host may carry', async () => {
    const answer = await shop.shopper().post('/cart/add', { id: shop.variant('plenty') }, https);
    expect(answer.status).toBe(303);
    const cookie = answer.headers['set-cookie']?.find((line) => line.startsWith('__Host-cloudcart='));
    expect(cookie).toMatch(/^__Host-cloudcart=s%3A/);
    expect(cookie!.split('; ')).toEqual(
      expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']),
    );
    expect(cookie).not.toMatch(/domain/i);
  });

  it('asks browsers to come by https only', async () => {
    for (const path of ['/cart', '/css/shop.css', '/no-such-page', '/products/plenty.js']) {
      const { headers } = await shop.shopper().get(path, https);
      expect(headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains');
    }
  });
});

/** How many keys there are, and which of them would stay for ever. */
async function immortal(client: PlainClient) {
  const keys = await client.keys('*');
  const lives = await Promise.all(keys.map((key) => client.ttl(key)));
  return { all: keys.length, without: keys.filter((_key, at) => lives[at] === -1) };
}
