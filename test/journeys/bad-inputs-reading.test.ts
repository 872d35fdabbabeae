import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/raw.js';
import { TestShop } from '../support/shop.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { expectPlain, expectRefused, expectServing, picture } from '../support/unharmed.js';

const SECRET = 'a secret of this test that is long enough to sign with';
const FAST_MS = 300;

const enc = encodeURIComponent;
/** The cookie that the shop would give for a session. */
const signed = (id: string, secret = SECRET): string =>
  enc(`s:${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`);

describe('bad inputs to pages that only show something', () => {
  let shop: TestShop;
  let shopper: Shopper;

  beforeAll(async () => {
    shop = await TestShop.open({ env: { SESSION_SECRETS: SECRET } });
    shopper = shop.shopper();
    expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
    await shopper.get('/cart');
  });
  afterAll(() => shop?.close());

  const expectHarmless = (path: string, status: number | number[], headers = {}) =>
    expectRefused(shop, shopper, () => shopper.get(path, headers), status);
  /** The fastest of three, since the machine may be busy with something else. */
  const timed = async (deed: () => Promise<Answer>): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const started = performance.now();
      await deed();
      times.push(performance.now() - started);
    }
    return Math.min(...times);
  };

  describe('B8 numbers that are statements', () => {
    const statements = [
      '1 OR 1=1',
      "1'--",
      '1;SELECT SLEEP(5)',
      "1' AND SLEEP(5) AND '1'='1",
      '1)) UNION SELECT 1--',
      '1\0',
      '٣',
    ];

    it.each(statements)('%j chooses no variant and finds no product', async (id) => {
      const plain = (await shopper.get('/products/jacket')).text;
      const answer = await expectHarmless(`/products/jacket?variant=${enc(id)}`, [200, 400, 404]);
      if (answer.status === 200) expect(chosenVariant(answer.text)).toBe(chosenVariant(plain));
      await expectHarmless(`/products/${enc(id)}`, 404);
      await expectHarmless(`/products/${enc(id)}.js`, 404);
      await expectHarmless(`/collections/${enc(id)}`, 404);
      await expectHarmless(`/recommendations/products.json?product_id=${enc(id)}`, [400, 404, 422]);
      await expectHarmless(`/orders/${enc(id)}`, 404);
      expect(await timed(() => shopper.get(`/products/${enc(id)}`))).toBeLessThan(FAST_MS);
    });

    it('a variant of another product, of a hidden one or of none is not chosen', async () => {
      const own = chosenVariant((await shopper.get('/products/jacket')).text);
      for (const id of [
        shop.variant('plenty'),
        shop.variant('hidden'),
        999_999,
        -1,
        0,
        '1e3',
        '9'.repeat(400),
      ]) {
        const answer = await expectHarmless(`/products/jacket?variant=${id}`, [200, 404]);
        if (answer.status === 200) expect(chosenVariant(answer.text)).toBe(own);
      }
    });

    it('a hidden product looks like one that does not exist', async () => {
      for (const form of ['', '.js', '.json']) {
        const [hidden, none] = [
          await shopper.get(`/products/hidden${form}`),
          await shopper.get(`/products/nowhere${form}`),
        ];
        expect([hidden.status, none.status]).toEqual([404, 404]);
        expect(withoutIds(hidden.text)).toBe(withoutIds(none.text).replaceAll('nowhere', 'hidden'));
      }
      for (const path of [
        '/search?q=hidden',
        '/search/suggest.json?q=hidden',
        '/products.json',
        '/collections/everything/products.json',
        '/sitemap.xml',
      ])
        expect((await shopper.get(path)).text, path).not.toContain('/products/hidden');
    });
  });

  it('B25 nothing is changed by looking: GET and HEAD of what changes things', async () => {
    const id = shop.variant('plenty');
    const deeds = ['add', 'add.js', 'change', 'change.js', 'update', 'update.js', 'clear', 'clear.js'];
    const cart = deeds.map((deed) => `/cart/${deed}?id=${id}&quantity=3&line=1&updates[]=0&note=x`);
    for (const path of [...cart, '/account/logout', '/checkout/orders?checkout_token=x'])
      for (const method of ['GET', 'HEAD']) {
        const cookie = [...shopper.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const send = () => ask(shop.url, method, path, { Cookie: cookie });
        const before = await picture(shop, shopper);
        expect([404, 405], path).toContain((await send()).status);
        expect(await picture(shop, shopper)).toEqual(before);
      }
  });

  it('B9 texts that came as lists or objects are refused or not heard', async () => {
    for (const query of ['q[]=jacket', 'q[$ne]=x', 'q=a&q=b', 'q[length]=9'])
      for (const path of ['/search', '/search/suggest.json'])
        await expectHarmless(`${path}?${query}`, [200, 400]);
    for (const query of [
      'sort_by=a&sort_by=b',
      'sort_by[]=manual',
      'filter.p.vendor[$ne]=x',
      'page=1&page=2',
      'filter.v.price.gte=1&filter.v.price.gte=2',
    ])
      await expectHarmless(`/collections/all?${query}`, [200, 400]);
    for (const query of ['variant[]=1', 'variant=1&variant=2', 'option1[]=Moss'])
      await expectHarmless(`/products/jacket?${query}`, [200, 400]);
    for (const query of ['return_to[]=/cart', 'return_to=/a&return_to=/b', 'signed_out[]=1'])
      await expectHarmless(`/account/login?${query}`, [200, 400]);
  });

  it('B11 names that reach for prototypes do nothing in queries and cookies', async () => {
    const names = [
      '__proto__[isAdmin]',
      'constructor[prototype][isAdmin]',
      '__proto__.isAdmin',
      'filter.v.option.__proto__',
      'filter.p.__proto__',
    ];
    for (const name of names)
      for (const path of [
        '/search?q=x',
        '/collections/all?page=1',
        '/products/jacket?x=1',
        '/products.json?x=1',
      ])
        await expectHarmless(`${path}&${enc(name)}=true`, [200, 400]);
    const cookie = '__proto__=1; constructor[prototype][isAdmin]=1; toString=1';
    expectPlain(await shop.shopper().get('/', { cookie }), 200);
    for (const handle of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      for (const path of ['/products/', '/collections/', '/pages/', '/policies/', '/orders/'])
        await expectHarmless(path + handle, 404);
    expect((await shop.shopper().get('/admin')).status).toBe(404);
  });

  describe('B15 markup in what is asked for is shown as text', () => {
    const markup = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '{{constructor}}',
      '{{#with this}}{{this}}{{/with}}',
      "'-alert(1)-'",
      '</title><svg onload=alert(1)>',
      '${7*191}',
      'javascript:alert(1)',
    ];

    it.each(markup)('%s', async (text) => {
      const paths = [
        `/search?q=${enc(text)}`,
        `/collections/all?filter.p.vendor=${enc(text)}`,
        `/collections/all?filter.v.option.size=${enc(text)}`,
        `/collections/all?filter.v.option.${enc(text)}=x`,
        `/products/jacket?option1=${enc(text)}`,
        `/account/login?return_to=${enc(text)}`,
        `/no/such/${enc(text)}`,
      ];
      for (const path of paths) {
        const { text: html } = await expectHarmless(path, [200, 400, 404], {
          'user-agent': text,
          referer: text,
        });
        expect(html, path).not.toMatch(/<script>alert|<img src=x|<svg onload|href="javascript:|1337/);
        expect(html, path).not.toMatch(/on(error|load)=alert\(1\)(?![^<]*&gt;)/);
      }
      const field = /name="q"[^>]*?value="([^"]*)"/.exec((await shopper.get(`/search?q=${enc(text)}`)).text);
      expect(decoded(field![1]!)).toBe(text);
    });

    it('also in the name of a product, in pages and in data for scripts', async () => {
      const title = 'Rope <b>x</b> "y" {{z}}';
      for (const path of ['/products/markup', '/collections/all', '/search?q=rope']) {
        const { text } = await shopper.get(path);
        expect(text, path).toContain('Rope &lt;b&gt;x&lt;/b&gt; &quot;y&quot; {{z}}');
        expect(text, path).not.toContain('<b>x</b>');
      }
      const data = (await shopper.get('/products/markup.js')).json() as { title: string };
      expect(data.title).toBe(title);
    });
  });

  describe('B16 searches', () => {
    it.each([
      ['10,000 characters', 'a'.repeat(10_000)],
      ['10,000 characters of other scripts', 'щ'.repeat(1_500)],
      ['a family of emoji', '👨‍👩‍👧‍👦🏕️'],
      ['letters that turn the direction', '\u202etekcaj'],
      ['a NUL', 'jac\0ket'],
      ['control characters', 'jac\r\n\x1b[31mket'],
      ['many words', 'rope '.repeat(39)],
      ['many brackets', '('.repeat(200)],
      ['operators of a full-text search', '+jacket -rope "wool" *mug* @5 (a b) ~c'],
      ['a slow regular expression', `${'a'.repeat(150)}!`],
      ['combining characters', `Z${'\u0351'.repeat(150)}`],
      ['half a character', '%ED%A0%80'],
    ])('of %s find nothing or are refused, fast', async (what, text) => {
      const query = what === 'half a character' ? text : enc(text);
      for (const path of [`/search?q=${query}`, `/search/suggest.json?q=${query}`]) {
        await expectHarmless(path, [200, 400]);
        expect(await timed(() => shopper.get(path))).toBeLessThan(FAST_MS);
      }
    });

    it('of 50 kB never reach the shop', async () => {
      for (const text of [`${'a'.repeat(50_000)}!`, '%25'.repeat(17_000)])
        await expectHarmless(`/search?q=${text}`, [400, 414, 431]);
    });

    it.each(['%', '_', '%%', '\\', "'", '%a%', '__cket', 'j_cket', 'jack%t', '*', '.*', '?'])(
      'of %s take it as itself',
      async (text) => {
        const { text: html } = await expectHarmless(`/search?q=${enc(text)}`, 200);
        expect(html, 'a wildcard found the jacket').not.toContain('/products/jacket');
        const found = (await shopper.get(`/search/suggest.json?q=${enc(text)}`)).text;
        expect(found).not.toContain('jacket');
      },
    );

    it('find a product by the signs in its name', async () => {
      for (const text of ['100%_wool', '100%', 'towel 100']) {
        const { text: html } = await shopper.get(`/search?q=${enc(text)}`);
        expect(html, text).toContain('/products/wild-100-percent');
      }
    });
  });

  describe('B19 pages, limits and orders that do not exist', () => {
    it.each([
      '-1',
      '0',
      '1e9',
      'abc',
      '1.5',
      '9'.repeat(400),
      '1000000000',
      ' 1 ',
      '0x1',
      '１',
      '1;DROP TABLE products',
    ])('page %s is refused or cut to one that exists', async (page) => {
      for (const path of [
        '/collections/all',
        '/collections/everything',
        '/search',
        '/products.json',
        '/collections/everything/products.json',
      ]) {
        const address = `${path}?q=jacket&page=${enc(page)}`;
        await expectHarmless(address, [200, 400, 404]);
        expect(await timed(() => shopper.get(address))).toBeLessThan(FAST_MS);
      }
      await expectHarmless(`/account?page=${enc(page)}`, 303);
    });

    it.each(['100000', '-1', '0', 'abc', '1e9', '9'.repeat(400)])(
      'a limit of %s is refused or cut',
      async (limit) => {
        const lists = [
          `/products.json?limit=${limit}`,
          `/collections/everything/products.json?limit=${limit}`,
        ];
        for (const path of lists) {
          const answer = await expectHarmless(path, [200, 400]);
          if (answer.status === 200)
            expect((answer.json() as { products: unknown[] }).products.length).toBeLessThanOrEqual(250);
        }
        const suggested = await expectHarmless(
          `/search/suggest.json?q=a&resources[limit]=${limit}`,
          [200, 400],
        );
        if (suggested.status === 200) expect(productsIn(suggested).length).toBeLessThanOrEqual(10);
        await expectHarmless(`/recommendations/products.json?product_id=1&limit=${limit}`, [200, 400, 404]);
      },
    );

    it.each([
      'password',
      'id; DROP TABLE products',
      'price-ascending,id',
      '1',
      '-price',
      'created_at',
      'p.id',
      '',
    ])('the order %j is not one: the usual one, or refused', async (order) => {
      const usual = linksIn((await shopper.get('/collections/everything')).text);
      const answer = await expectHarmless(`/collections/everything?sort_by=${enc(order)}`, [200, 400]);
      if (answer.status === 200) expect(linksIn(answer.text)).toEqual(usual);
    });

    it.each([
      'filter.v.price.gte=abc',
      'filter.v.price.gte=-1',
      'filter.v.price.lte=1e309',
      'filter.v.price.gte=NaN',
      'filter.v.price.gte=50&filter.v.price.lte=10',
      `filter.v.price.lte=${'9'.repeat(400)}`,
      'filter.v.availability=maybe',
      'filter.v.availability=1&filter.v.availability=0',
      'filter.p.vendor=',
      `filter.p.vendor=${'x'.repeat(5000)}`,
      'filter.p.vendor=%00',
      'filter.p.password=x',
      'filter.v.option.=x',
      `filter.v.option.${'x'.repeat(300)}=x`,
      "filter.p.vendor=x' OR '1'='1",
      'filter.v.option.size=%25',
      Array.from({ length: 300 }, (_, n) => `filter.p.tag=t${n}`).join('&'),
      Array.from({ length: 60 }, (_, n) => `filter.v.option.o${n}=x`).join('&'),
    ])('the filter %.60s is refused, or nothing passes it', async (filter) => {
      for (const path of ['/collections/all', '/search?q=jacket'])
        await expectHarmless(`${path}${path.includes('?') ? '&' : '?'}${filter}`, [200, 400]);
    });
  });

  describe('B20 cookies', () => {
    const stranger = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const cookies: [string, string][] = [
      ['without a value', 'cloudcart='],
      ['of 8 kB', `cloudcart=${'x'.repeat(8000)}`],
      ['not signed', `cloudcart=${stranger}`],
      ['with the wrong signature', `cloudcart=${signed(stranger, 'another secret of somebody else....')}`],
      ['with the right signature and an unknown id', `cloudcart=${signed(stranger)}`],
      ['with an id that is no id', `cloudcart=${signed('../../etc/passwd')}`],
      ['with an id of a cart', `cloudcart=${signed('cart:{g-1}:lines')}`],
      ['with an empty id', `cloudcart=${signed('')}`],
      ['with a damaged escape', 'cloudcart=s%3Aabc%'],
      ['with control characters', 'cloudcart=s%3A%00%0d%0aX'],
      ['of two sessions', `cloudcart=${signed(stranger)}; cloudcart=${signed('BBBB')}`],
      ['of the name for https', `__Host-cloudcart=${signed(stranger)}`],
      ['that is no cookie', ';;;=;=x;cloudcart'],
      ['of a hundred others', Array.from({ length: 100 }, (_, n) => `c${n}=v`).join('; ')],
    ];

    it.each(cookies)('%s are a guest’s', async (_what, cookie) => {
      const before = await picture(shop, shopper);
      for (const path of ['/', '/cart', '/account/login', '/products/jacket']) {
        const answer = await shop.shopper().get(path, { cookie });
        expectPlain(answer, 200);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
      const cart = (await shop.shopper().get('/cart.js', { cookie })).json() as { item_count: number };
      expect(cart.item_count).toBe(0);
      expect((await shop.shopper().get('/account', { cookie })).status).toBe(303);
      expect(await picture(shop, shopper)).toEqual(before);
      await expectServing(shopper);
    });

    it.each(cookies)(
      '%s are never adopted: who adds to a cart gets a session of the shop’s own making',
      async (_what, cookie) => {
        const answer = await shop.shopper().post('/cart/add', { id: shop.variant('plenty') }, { cookie });
        expect(answer.status).toBe(303);
        const own = answer.headers['set-cookie']?.find((line) => line.startsWith('cloudcart='));
        expect(own).toMatch(/^cloudcart=s%3A[\w-]{32}\./);
        expect(cookie).not.toContain(/=([^;]+)/.exec(own!)![1]!);
        expect(own).not.toContain(stranger);
      },
    );

    it('a cookie planted beside the real one does not take the cart over', async () => {
      const [[name, value] = ['', '']] = shopper.cookies;
      const cookie = `${name}=${signed(stranger)}; ${name}=${value}`;
      const answer = await shop.shopper().get('/cart.js', { cookie });
      expect(answer.status).toBe(200);
      expect((answer.json() as { item_count: number }).item_count).toBe(0);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect((await shopper.get('/cart.js')).json()).toMatchObject({ item_count: 1 });
    });
  });
});

const chosenVariant = (html: string): string => /name="id" value="(\d+)"/.exec(html)![1]!;
/** Every answer has its own request id. */
const withoutIds = (text: string): string => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
const linksIn = (html: string): string[] =>
  Array.from(html.matchAll(/href="(\/products\/[^"?#]+)/g), ([, href]) => href!);
const productsIn = (answer: Answer): unknown[] =>
  (answer.json() as { resources: { results: { products: unknown[] } } }).resources.results.products;

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x3D': '=',
  '#x60': '`',
};
const decoded = (html: string): string =>
  html.replaceAll(/&([#\w]+);/g, (all, name: string) => ENTITIES[name] ?? all);
