import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { Devices } from '../support/devices.js';
import { TestShop } from '../support/shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

const SEARCH = '/search?q=plenty';
const LISTED = ['/', '/collections/all', '/products/plenty'];
const PAGES = [...LISTED, SEARCH];

let shop: TestShop;
let people: Devices;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 3 });
  people = new Devices(shop.url);
});
afterAll(() => shop?.close());

interface Answer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

const UNPACK: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  identity: (body) => body,
};

/** Without the unpacking that fetch would do by itself. */
function get(path: string, headers: Record<string, string> = {}, at = shop.url): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(at + path, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const known = new Map(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
        const packed = Buffer.concat(pieces);
        const unpack = UNPACK[known.get('content-encoding') ?? 'identity']!;
        const body = packed.length > 0 ? unpack(packed).toString() : '';
        resolve({ status: response.statusCode!, headers: known, body });
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

const OF_ONE_ANSWER = [
  'x-request-id',
  'date',
  'server-timing',
  'content-length',
  'content-encoding',
  'transfer-encoding',
];
const lasting = ({ headers }: Answer) =>
  Object.fromEntries([...headers].filter(([name]) => !OF_ONE_ANSWER.includes(name)));

describe.each(PAGES)('%s, made once', (path) => {
  it('is the same page with the same headers from then on, however it is packed', async () => {
    const { found } = shop.instances[0]!;
    const first = await get(path, {}, found);
    for (const encoding of ['identity', 'gzip', 'br', 'gzip, deflate, br', 'br;q=0.5', '']) {
      const again = await get(path, { 'accept-encoding': encoding }, found);
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect(lasting(again)).toEqual(lasting(first));
    }
    await until('Brotli is ready', async () => {
      const answer = await get(path, { 'accept-encoding': 'br' }, found);
      return answer.headers.get('content-encoding') === 'br';
    });
  });

  it('is 304 for a browser that has it, and whole for one that asks anew', async () => {
    const { headers, body } = await get(path);
    const known = { 'if-none-match': headers.get('etag')! };
    const answer = await get(path, known);
    expect([answer.status, answer.body]).toEqual([304, '']);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect((await get(path, { ...known, 'cache-control': 'no-cache' })).body).toBe(body);
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('gives every answer an id of its own', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => get(path)));
    expect(new Set(ids.map(({ headers }) => headers.get('x-request-id'))).size).toBe(20);
  });

  it('shows a visitor with a session their own cart, packed or not, and is kept by nobody', async () => {
    const visitor = shop.shopper();
    await visitor.post('/cart/add', { id: shop.variant('plenty'), quantity: 3 });
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const plain = await get(path, { cookie, 'accept-encoding': 'identity' });
    const packed = await get(path, { cookie, 'accept-encoding': 'gzip, br' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.body).toBe(plain.body);
    expect(plain.body).toMatch(/data-cart-count[^>]*>3</);
    expect(plain.headers.get('cache-control')).toBe('private, no-store');
    expect(plain.headers.has('etag')).toBe(false);
    const stranger = await get(path);
    expect(stranger.body).not.toContain('data-live=');
    expect(stranger.body).toBe((await get(path)).body);
  });
});

describe.each(LISTED)('%s', (path) => {
  it('is 304 at an address at which it is not kept, too', async () => {
    const { headers } = await get(path);
    const answer = await get(`${path}?utm_source=letter`, { 'if-none-match': headers.get('etag')! });
    expect(answer.status).toBe(304);
  });
});

it('a search whose page is kept is counted each time all the same', async () => {
  const search = '/search?q=plenty+of+it';
  for (let nth = 0; nth < 5; nth += 1) expect((await get(search)).status).toBe(200);
  const counted = async () => {
    const sql = `SELECT SUM(searches) AS n FROM search_counts WHERE text = 'plenty of it'`;
    const [row] = await shop.database.query<{ n: string | null }>(sql);
    return Number(row?.n ?? 0);
  };
  await until('the searches are written', async () => (await counted()) === 5, 20);
});

const cookiesOf = ({ cookies }: Shopper) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

const register = async (visitor: Shopper) => void (await people.register(visitor));

/** The same question, asked in a way that only the whole shop answers. */
const LONG_WAY = { 'cache-control': 'max-age=0' };

describe('a page that is made, for a visitor with a session', () => {
  const path = '/products/plenty';

  async function bothWays(visitor: Shopper, url: string) {
    const cookie = cookiesOf(visitor);
    const [short, long] = [await get(path, { cookie }, url), await get(path, { cookie, ...LONG_WAY }, url)];
    expect([short.status, short.body, lasting(short)]).toEqual([long.status, long.body, lasting(long)]);
    return short;
  }

  it.each([
    [
      'a guest with a cart',
      async (visitor: Shopper) => void (await visitor.post('/cart/add', { id: shop.variant('plenty') })),
    ],
    ['a customer', register],
    [
      'a customer with a cart',
      async (visitor: Shopper) => {
        await register(visitor);
        await visitor.post('/cart/add', { id: shop.variant('plenty'), quantity: 7 });
      },
    ],
    [
      'one whose cart is empty again',
      async (visitor: Shopper) => {
        await visitor.post('/cart/add', { id: shop.variant('plenty') });
        await visitor.post('/cart/clear');
      },
    ],
  ])('is the same by the short way and by the long one: %s', async (_who, prepare) => {
    const visitor = shop.shopper();
    await prepare(visitor);
    // The message of what was done, once.
    await visitor.get('/');
    for (const { found } of shop.instances)
      for (let visit = 0; visit < 3; visit += 1)
        expect((await bothWays(visitor, found)).body).toContain('data-live="');
  });

  it('says a waiting message once', async () => {
    const visitor = shop.shopper();
    await visitor.post('/cart/add', { id: shop.variant('plenty') });
    const notices = async () => (await visitor.get(path)).text.split('class="notice').length;
    const [first, second] = [await notices(), await notices()];
    expect(first).toBe(second + 1);
  });

  it('is that of a stranger once the session has ended, or its cookie is not ours', async () => {
    const visitor = shop.shopper();
    await register(visitor);
    await visitor.get(path);
    const cookie = cookiesOf(visitor);
    await visitor.post('/account/logout');
    const [url] = shop.instances.map(({ found }) => found);
    const stranger = await get(path, {}, url);
    const ended = await get(path, { cookie }, url);
    const forged = await get(
      path,
      { cookie: cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) },
      url,
    );
    for (const { body } of [ended, forged]) expect(body).toBe(stranger.body);
  });
});

/** What pages say of the last piece of something. */
const [LAST, NONE] = ['Only 1 left', 'stock--out'];

describe('the last piece', () => {
  it('that is ordered is sold out on the kept pages of all instances within a second', async () => {
    const urls = shop.instances.map(({ found }) => found);
    const say = async (text: string) => {
      const pages = await Promise.all(urls.map((url) => get('/products/last-one', {}, url)));
      return pages.every(({ body }) => body.includes(text));
    };
    const buyer = shop.shopper();
    await buyer.post('/cart/add', { id: shop.variant('last-one') });
    const review = await reachReview(buyer);
    for (let visit = 0; visit < 2; visit += 1) expect(await say(LAST)).toBe(true);
    expect((await placeOrder(buyer, review)).status).toBe(303);
    const ordered = performance.now();
    await until('all say so', () => say(NONE), 5);
    const took = performance.now() - ordered;
    figure('the last piece is sold out on 3 of 3 instances after', `${Math.round(took)} ms`);
    expect(took).toBeLessThan(1000);
  });
});
