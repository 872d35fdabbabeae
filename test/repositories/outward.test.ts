import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogCommands } from '../../scripts/shop/catalog-commands.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import { Database } from '../../src/platform/database/database.js';
import { EditPriceLists } from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { saveProducts } from '../support/save-products.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { statementsOf } from '../support/statements.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let ids: Awaited<ReturnType<typeof fillShop>>;
beforeAll(async () => {
  db = await testDatabase();
  await (await testRedis()).close();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ids = await fillShop(web.app);
  // The next product is in the second part.
  await db.database.execute('ALTER TABLE products AUTO_INCREMENT = 10005');
  const tricky = {
    handle: 'tricky',
    title: 'A <tab>\tand "more" & \nlines',
    bodyHtml: '<p>One\ttwo.\nThree.</p>',
  };
  await saveProducts(web.app, [
    aProduct({ ...tricky, vendor: '', variants: [aVariant({ barcode: '4006381333931', sku: null })] }),
    aProduct({ handle: 'voucher', isGiftCard: true }),
  ]);
  const collection = { handle: 'cold', title: 'Cold days', description: 'Warm things.', imageSrc: null };
  await web.app.get(EditCatalogService).saveCollection({
    ...collection,
    position: 1,
    members: { products: ['beanie'] },
  });
});
afterAll(async () => {
  await web?.close();
  await db?.drop();
});

const get = (path: string) => new Shopper(web.url).get(path);
const text = async (path: string) => {
  const answer = await get(path);
  expect(answer.status, path).toBe(200);
  return answer.text;
};
const locations = (xml: string) => Array.from(xml.matchAll(/<loc>([^<]+)<\/loc>/g), ([, one]) => one!);

describe('the sitemap', () => {
  it('is an index of parts, each with the time of its latest change', async () => {
    const index = await text('/sitemap.xml');
    expect(locations(index)).toEqual(
      ['pages_1', 'collections_1', 'products_1', 'products_2'].map(
        (name) => `${web.url}/sitemap_${name}.xml`,
      ),
    );
    expect(index).toMatch(/products_2\.xml<\/loc><lastmod>\d{4}-\d\d-\d\dT[\d:.]+Z<\/lastmod>/);
  });

  it('has each product that is shown once, with its pictures, and no other', async () => {
    const [first, second] = [await text('/sitemap_products_1.xml'), await text('/sitemap_products_2.xml')];
    const paths = locations(first + second).map((address) => new URL(address).pathname);
    expect(paths.toSorted()).toEqual(
      ['beanie', 'mug', 'pencil', 'tricky', 'voucher'].map((handle) => `/products/${handle}`),
    );
    expect(first).toContain(`<image:image><image:loc>${web.url}/images/x/mug.svg</image:loc></image:image>`);
    expect(first.trimEnd().endsWith('</urlset>')).toBe(true);
  });

  it('has no part without products', async () => {
    for (const part of ['3', '0', '01', 'x', '-1', '1e0', '99999999999999999999'])
      expect((await get(`/sitemap_products_${part}.xml`)).status, part).toBe(404);
  });

  it('has collections and pages that are there', async () => {
    const files = [await text('/sitemap_collections_1.xml'), await text('/sitemap_pages_1.xml')];
    const addresses = files.flatMap(locations);
    expect(addresses).toContain(`${web.url}/collections/cold`);
    for (const address of addresses) expect((await get(new URL(address).pathname)).status).toBe(200);
  });
});

describe('files of the whole shop', () => {
  const burst = (path: string) => Promise.all(Array.from({ length: 20 }, () => text(path)));

  it.each(['/sitemap_products_1.xml', '/sitemap_products_2.xml', '/feeds/google.tsv'])(
    'cost a crowd of robots one reading, and nothing again until something has changed: %s',
    async (path) => {
      await saveProducts(web.app, [
        aProduct({ handle: 'voucher', isGiftCard: true, title: `Since ${path}` }),
      ]);
      const database = web.app.get(Database);
      const first = await statementsOf(database, () => burst(path));
      const again = await statementsOf(database, () => burst(path));
      const alone = new Set(first.map((statement) => JSON.stringify(statement)));
      expect(first.length).toBeGreaterThan(0);
      expect(alone.size).toBe(first.length);
      expect(again).toEqual([]);
    },
  );

  it('are packed for who can unpack them, and not sent again to who has them', async () => {
    const fetched = (headers: Record<string, string>) =>
      fetch(`${web.url}/sitemap_products_1.xml`, { headers });
    const [plain, packed] = [
      await fetched({ 'accept-encoding': 'identity' }),
      await fetched({ 'accept-encoding': 'gzip' }),
    ];
    expect([plain, packed].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, 'gzip']);
    expect(plain.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(await packed.text()).toBe(await plain.text());
    const known = await fetched({
      'if-none-match': plain.headers.get('etag')!,
      'cache-control': 'max-age=0',
    });
    expect([known.status, await known.text()]).toEqual([304, '']);
  });
});

describe('the feed for Google', () => {
  const rows = async (query = '') => {
    const [head = '', ...lines] = (await text(`/feeds/google.tsv${query}`)).trimEnd().split('\n');
    const names = head.split('\t');
    return lines.map((line) => {
      const cells = line.split('\t');
      expect(cells).toHaveLength(names.length);
      return Object.fromEntries(names.map((name, i) => [name, cells[i]!]));
    });
  };

  it('has one row for each variant that is shown, gift cards left out', async () => {
    const all = await rows();
    expect(all).toHaveLength(1 + 2 + 100 + 1);
    expect(new Set(all.map((row) => row['id'])).size).toBe(all.length);
    expect(all.find((row) => row['id'] === String(ids.small))).toMatchObject({
      title: 'Beanie – Moss / S',
      description: 'Holds coffee.',
      link: `${web.url}/products/beanie?variant=${ids.small}`,
      image_link: `${web.url}/images/x/mug.svg`,
      availability: 'in_stock',
      price: '30.00 USD',
      sale_price: '24.00 USD',
      brand: 'Larch & Lantern',
      mpn: 'B-1',
      color: 'Moss',
      size: 'S',
      condition: 'new',
      shipping: expect.stringMatching(/^US:::\d+\.\d\d USD$/),
      shipping_weight: '300 g',
    });
    expect(all.find((row) => row['id'] === String(ids.large))).toMatchObject({
      availability: 'out_of_stock',
      sale_price: '',
    });
  });

  it('keeps rows and columns whole, whatever is in a text', async () => {
    const tricky = (await rows()).find((row) => row['link']!.includes('tricky'));
    expect(tricky).toMatchObject({
      title: 'A <tab> and "more" & lines',
      description: 'One two. Three.',
      gtin: '4006381333931',
      identifier_exists: '',
      item_group_id: '',
    });
  });

  it('is at the prices of a list when asked, and nothing at all for a currency without one', async () => {
    const edit = web.app.get(EditPriceLists);
    await edit.set({ currency: 'EUR', rate: '0.5', roundsTo: 1 });
    await edit.setPrice('EUR', { variantId: ids.mug, price: 777, compareAtPrice: null });
    const inEuros = await rows('?currency=EUR');
    const priceOf = (id: number) => inEuros.find((row) => row['id'] === String(id))?.['price'];
    expect([priceOf(ids.mug), priceOf(ids.large)]).toEqual(['7.77 EUR', '12.00 EUR']);
    expect((await get('/feeds/google.tsv?currency=XYZ')).status).toBe(404);
    expect((await get('/feeds/google.tsv?currency=EUR&currency=USD')).status).toBe(400);
  });
});

describe('news for feed readers', () => {
  it('are the newest products of a list, each at its address', async () => {
    const answer = await get('/collections/all.atom');
    expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(answer.text).toContain(`<id>${web.url}/products/beanie</id>`);
    expect(answer.text).toContain('A &lt;tab&gt;');
    expect((await text('/collections/cold.atom')).match(/<entry>/g)).toHaveLength(1);
    expect((await get('/collections/none.atom')).status).toBe(404);
    expect(await text('/collections/all')).toContain('href="/collections/all.atom"');
  });
});

describe('renamed handles', () => {
  const run = (name: string, ...words: string[]) =>
    catalogCommands.find((command) => command.name === name)!.run(web.app, words, {});
  const leadsTo = async (path: string) => {
    const { status, headers } = await get(path);
    return [status, headers['location']];
  };

  it.each([
    ['product', '/products/', 'mug'],
    ['collection', '/collections/', 'cold'],
  ])('of a %s lead to the newest one in one step, and never round in circles', async (noun, folder, old) => {
    expect(await run(`${noun} rename`, old, 'second')).toBe(`${folder}${old} leads to ${folder}second.`);
    await run(`${noun} rename`, 'second', 'third');
    expect(await leadsTo(`${folder}${old}?variant=1`)).toEqual([301, `${folder}third?variant=1`]);
    expect(await leadsTo(`${folder}second`)).toEqual([301, `${folder}third`]);
    expect(await leadsTo(`${folder}third`)).toEqual([200, undefined]);
    await run(`${noun} rename`, 'third', old);
    expect(await leadsTo(folder + old)).toEqual([200, undefined]);
    for (const before of ['second', 'third'])
      expect(await leadsTo(folder + before)).toEqual([301, folder + old]);
  });

  it.each([
    ['product rename', ['nothing', 'x'], 'There is no product'],
    ['product rename', ['mug', 'beanie'], 'Another product has that handle'],
    ['product rename', ['mug', 'a.js'], 'letters, digits'],
    ['collection rename', ['nothing', 'x'], 'There is no collection'],
    ['collection rename', ['cold', 'all'], 'Another collection has that handle'],
    ['collection rename', ['cold', 'a b'], 'letters, digits'],
  ])('%s %j is refused with what to do', async (name, words, problem) => {
    await expect(run(name, ...words)).rejects.toThrow(problem);
  });
});
