import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoShop } from '../support/demo-shop.js';
import { ask } from '../support/raw.js';
import type { Answer } from '../../scripts/rig/shopper.js';

/** One address of each kind, with the status it has for a guest. */
const KINDS: [path: string, status: number][] = [
  ['/', 200],
  ['/collections', 200],
  ['/collections/all', 200],
  ['/products/camp-kettle', 200],
  ['/products/camp-kettle.js', 200],
  ['/products/camp-kettle.json', 200],
  ['/products.json', 200],
  ['/search?q=wool', 200],
  ['/search/suggest.json?q=wool', 200],
  ['/cart', 200],
  ['/cart.js', 200],
  ['/checkout', 303],
  ['/account', 303],
  ['/account/login', 200],
  ['/pages/about', 200],
  ['/sitemap.xml', 200],
  ['/sitemap_products_1.xml', 200],
  ['/feeds/google.tsv', 200],
  ['/collections/all.atom', 200],
  ['/robots.txt', 200],
  ['/css/shop.css', 200],
  ['/js/shop.js', 200],
  ['/js/turbo.js', 200],
  ['/fonts/fraunces.woff2', 200],
  ['/images/demo/camp-kettle/enamel-white-1.svg', 200],
  ['/livez', 200],
  ['/readyz', 200],
  ['/statusz', 200],
  ['/no/such/page', 404],
  ['/no-such.js', 404],
  ['/css/no-such.css', 404],
  ['/images/demo/no-such.svg', 404],
  ['/products/no-such-thing.js', 404],
  ['/collections/all?page=abc', 400],
  ['/%', 404],
];

/** Parts of answers that belong inside. */
const TRACES = /node_modules|\bat \S+ \(|SELECT .* FROM|ER_[A-Z]{3}|\/src\/|\/dist\//;

describe('every answer', () => {
  let shop: DemoShop;

  beforeAll(async () => {
    shop = await DemoShop.open();
  });
  afterAll(() => shop?.close());

  const pictureOf = async (handle: string) => {
    const page = await shop.shopper().get(`/products/${handle}`);
    return /<img src="([^"]+)"/.exec(page.text)![1]!;
  };
  const addressOf = async (path: string) => (path.includes('enamel-white') ? pictureOf('camp-kettle') : path);

  it.each(KINDS)('%s has the status %i and tells browsers what not to do', async (path, status) => {
    const answer = await shop.shopper().get(await addressOf(path));
    expect(answer.status).toBe(status);
    expectSafe(answer);
    if (!path.startsWith('/js/')) expect(answer.text).not.toMatch(TRACES);
  });

  it.each(KINDS)('%s answers HEAD like GET, without a body', async (path, status) => {
    const address = await addressOf(path);
    const get = await shop.shopper().get(address);
    const head = await ask(shop.url, 'HEAD', address, { Accept: 'text/html,*/*' });
    const [top = '', body] = head.text.split('\r\n\r\n');
    expect(head.status).toBe(status);
    expect(body).toBe('');
    expect(top.toLowerCase()).toContain(`content-type: ${get.headers['content-type'] ?? ''}`.toLowerCase());
  });

  it.each(KINDS)('%s comes packed in one piece: no process ends in the middle of it', async (path) => {
    const answer = await ask(shop.url, 'GET', await addressOf(path), { 'Accept-Encoding': 'gzip' });
    const [top = ''] = answer.text.split('\r\n\r\n');
    expect(top).toMatch(/^content-length: \d+$/im);
    expect(top).not.toMatch(/^transfer-encoding/im);
  });

  it.each(KINDS)('%s answers strange methods with a refusal, not with a failure', async (path) => {
    for (const method of ['TRACE', 'PROPFIND', 'PUT', 'DELETE', 'PATCH', 'SEARCH', 'OPTIONS', 'QUERY']) {
      const { status, text } = await ask(shop.url, method, await addressOf(path), {
        'X-Canary': 'seen-again',
      });
      expect(status, method).toBeGreaterThanOrEqual(method === 'OPTIONS' ? 200 : 400);
      expect(status === 501 ? 405 : status, method).toBeLessThan(500);
      expect(text, method).not.toContain('seen-again');
    }
  });

  it.each(['CONNECT', 'FOO', 'get', 'G\u0000T'])('the method %j never reaches a page', async (method) => {
    const { status } = await ask(shop.url, method, '/');
    expect(status === 0 ? 400 : status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect((await shop.shopper().get('/')).status).toBe(200);
  });

  it('S98 is the same whatever a stranger writes into headers', async () => {
    const names = [
      'X-Forwarded-Host',
      'X-Host',
      'X-Forwarded-Server',
      'X-Original-URL',
      'X-Rewrite-URL',
      'Forwarded',
    ];
    const more = [
      'X-Forwarded-Prefix',
      'X-Forwarded-For',
      'X-HTTP-Method-Override',
      'Accept-Language',
      'User-Agent',
    ];
    for (const path of ['/', '/products/camp-kettle', '/sitemap.xml', '/no/such/page', '/account/login'])
      for (const name of [...names, ...more, 'Referer', 'Origin', 'X-Request-Id']) {
        const answer = await shop.shopper().get(path, { [name]: 'canary.example' });
        expect(answer.text, `${name} at ${path}`).not.toContain('canary');
        expect(JSON.stringify(answer.headers), `${name} at ${path}`).not.toContain('canary');
      }
  });

  it('S97 is no page of somebody at an address that looks like a file', async () => {
    const shopper = shop.shopper();
    const person = { email: 'q@example.com', password: 'nine tents by the lake', first_name: 'Quentina' };
    expect((await shopper.post('/account/register', person)).status).toBe(303);
    for (const path of [
      '/account/x.css',
      '/account;x.js',
      '/account%0a.css',
      '/account%2f..%2fcss/shop.css',
      '/account/.js',
    ])
      expect((await shopper.get(path)).text, path).not.toContain('Quentina');
  });

  it('S51 lets no other site read along', async () => {
    for (const [path] of KINDS) {
      const { headers } = await shop.shopper().get(path, { origin: 'https://evil.example' });
      expect(headers['access-control-allow-origin'], path).toBeUndefined();
      expect(headers['access-control-allow-credentials'], path).toBeUndefined();
    }
  });

  it('B51 shows no file but those that are meant to be seen', async () => {
    const wanted = [
      'package.json',
      'src/main.ts',
      'dist/src/main.js',
      '.env',
      'etc/passwd',
      'views/home/show.hbs',
      '.git/config',
    ];
    const ways = [
      '/../',
      '/..%2f',
      '/%2e%2e/',
      '/css/../../',
      '/css/..%2f..%2f',
      '/css/%252e%252e/%252e%252e/',
      '/css/....//....//',
      '/images/..%5c..%5c',
      '/js/%00/../../',
      '//',
    ];
    for (const way of ways)
      for (const file of wanted) {
        const { status, text } = await ask(shop.url, 'GET', way + file);
        expect([400, 403, 404], way + file).toContain(status);
        expect(text).not.toMatch(/"dependencies"|root:x|createApp|\[core\]/);
      }
  });

  it(
    'leads nowhere that does not exist: every link of every page found from the home page',
    { timeout: 240_000 },
    async () => {
      const { broken, pages } = await crawl(shop);
      expect(broken).toEqual([]);
      expect(pages).toBeGreaterThan(100);
    },
  );

  it('is 200 for every address of the sitemap, each the canonical one', async () => {
    const locationsIn = async (path: string) => {
      const { text, headers } = await shop.shopper().get(path);
      expect(headers['content-type'], path).toMatch(/xml/);
      return Array.from(text.matchAll(/<loc>([^<]+)<\/loc>/g), ([, address]) => address!);
    };
    const parts = await locationsIn('/sitemap.xml');
    expect(parts.length).toBeGreaterThanOrEqual(3);
    const addresses = (await Promise.all(parts.map((part) => locationsIn(new URL(part).pathname)))).flat();
    expect(addresses.length).toBeGreaterThan(90);
    expect(new Set(addresses).size).toBe(addresses.length);
    const robots = (await shop.shopper().get('/robots.txt')).text;
    expect(robots).toContain(`Sitemap: ${shop.url}/sitemap.xml`);
    for (const address of addresses) {
      const { pathname } = new URL(address);
      const page = await shop.shopper().get(pathname);
      expect(page.status, pathname).toBe(200);
      expect(page.text, pathname).toContain(`<link rel="canonical" href="${address}">`);
      expect(page.text, pathname).not.toMatch(/<meta name="robots" content="noindex/);
    }
  });

  it('says on pages that are not for search engines that they are not', async () => {
    for (const path of ['/cart', '/account/login', '/account/register', '/search?q=wool', '/no/such/page'])
      expect((await shop.shopper().get(path)).text, path).toMatch(/<meta name="robots" content="noindex/);
  });

  it('gives each list to search engines once: page by page, in its usual order and not filtered', async () => {
    const headOf = async (path: string) => {
      const { text } = await shop.shopper().get(`/collections/all${path}`);
      const canonical = /<link rel="canonical" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=');
      return { canonical, robots: /<meta name="robots" content="([^"]+)"/.exec(text)?.[1] };
    };
    const list = `${shop.url}/collections/all`;
    expect(await headOf('')).toEqual({ canonical: list });
    expect(await headOf('?page=2')).toEqual({ canonical: `${list}?page=2` });
    for (const query of [
      '?sort_by=price-ascending',
      '?filter.v.availability=1',
      '?page=2&sort_by=best-selling',
    ])
      expect(await headOf(query), query).toEqual({ robots: 'noindex, follow' });
  });
});

function expectSafe({ headers }: Answer): void {
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
  expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
  expect(headers['content-security-policy']).not.toMatch(/unsafe-|nonce-|\*/);
  expect(headers['referrer-policy']).toBeTruthy();
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-resource-policy']).toBe('same-site');
  expect(headers['x-request-id']).toMatch(/^[\w-]{8,}$/);
  expect(headers['x-served-by']).toBeTruthy();
  for (const name of ['x-powered-by', 'server']) expect(headers[name]).toBeUndefined();
  const type = headers['content-type'];
  if (type && !type.startsWith('image/') && /^text\/|json|xml|javascript/.test(type))
    expect(type).toMatch(/charset=utf-8/i);
}

/** Opens everything that can be reached by links from the home page, as a guest; files too. */
async function crawl(shop: DemoShop): Promise<{ broken: string[]; pages: number }> {
  const shopper = shop.shopper();
  const from = new Map([['/', 'the start']]);
  const broken: string[] = [];
  const waiting = ['/'];
  let pages = 0;
  const visit = async (path: string) => {
    const answer = await shopper.get(path);
    if (answer.status >= 400) broken.push(`${answer.status} ${path} (on ${from.get(path)})`);
    const isPage = answer.status === 200 && /html/.test(answer.headers['content-type'] ?? '');
    if (!isPage) return;
    pages += 1;
    for (const next of linksOf(answer.text, path)) {
      if (from.has(next)) continue;
      from.set(next, path);
      waiting.push(next);
    }
  };
  while (waiting.length > 0) await Promise.all(waiting.splice(0, 8).map(visit));
  return { broken, pages };
}

/** Other languages have the same pages (test/repositories/languages.test.ts): followed from the start page, and one step in German. */
const OTHER_LANGUAGE = /^\/(de|fr|es)\//;
const LEADS_TO_OTHERS = new Set(['/', '/de/']);

/** Addresses on this site that a page names. Of filtered and sorted lists only one step deep: there are endlessly many. */
function linksOf(html: string, path: string): string[] {
  const found = html.matchAll(/<(?:a|img|script|link|source|use)\b[^>]*?\s(?:href|src)="([^"]+)"/g);
  return Array.from(
    found,
    ([, link]) => new URL(link!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='), `http://shop${path}`),
  )
    .filter((url) => url.host === 'shop')
    .filter((url) => !/filter|sort_by/.test(url.search) || !/filter|sort_by/.test(path))
    .filter((url) => !OTHER_LANGUAGE.test(url.pathname) || LEADS_TO_OTHERS.has(path))
    .map((url) => url.pathname + url.search);
}
