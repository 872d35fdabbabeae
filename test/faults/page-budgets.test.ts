import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestShop } from '../support/shop.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { CountedShop } from '../support/store-costs.js';
import { figure } from '../support/tier.js';

const PAGES = [
  '/',
  '/collections',
  '/collections/all',
  '/products/plenty',
  '/products/jacket',
  '/de/',
  '/fr/products/jacket',
  '/es/collections/all',
];
const TIMES = 20;

/** Every product has a title in German, and a filter its name. */
const GERMAN = `INSERT INTO translations (resource, resource_id, language, name, text)
  SELECT 'product', id, 'de', 'title', CONCAT('Deutsch ', handle) FROM products
  UNION ALL SELECT 'tag', 0, 'de', 'tin', 'Blech'`;
const ALL = [...PAGES, '/de/products/plenty', '/de/collections/all'];

/** What pages cost the stores, counted on the wire and in the log of the database server. */
describe('a page that was served before', () => {
  let counted: CountedShop;
  let shop: TestShop;
  let member: Shopper;

  beforeAll(async () => {
    counted = await CountedShop.open();
    shop = counted.shop;
    await shop.database.execute(GERMAN);
    member = shop.shopper();
    await member.post('/cart/add', { id: shop.variant('plenty') });
    // The first one tells what the page is made of, the second one finds it made.
    for (const path of ALL)
      for (const who of [shop.shopper(), member, shop.shopper(), member]) await who.get(path);
  });
  afterAll(() => counted?.close());

  const times = async (view: () => Promise<unknown>) => {
    for (let time = 0; time < TIMES; time += 1) await view();
  };

  it.each([
    ['one visitor', 'last-one', 1],
    ['a hundred visitors at once', 'samples', 100],
    ['a hundred visitors in another language', 'ten-left', 100, '/de'],
  ])(
    'and one that was not takes one question to Redis and two to MySQL: %s',
    async (_who, handle, count, folder = '') => {
      const path = `${folder}/products/${handle}`;
      let answers: Answer[] = [];
      const found = await counted.costs(async () => {
        answers = await Promise.all(Array.from({ length: count }, () => new Shopper(shop.url).get(path)));
      });
      for (const { status, headers, text } of answers) {
        expect(status).toBe(200);
        expect(text.includes(`Deutsch ${handle}`)).toBe(folder === '/de');
        expect(headers['server-timing']).toMatch(/redis;desc="[01]"/);
      }
      // Menu and promises are the same on all pages; they may have been due just now.
      const own = found.statements.filter((text) => text.includes(handle));
      figure(`statements of a cold product page, ${count} at once`, own.length);
      expect(own).toHaveLength(2);
      expect(found.sessionTrips).toBe(0);
    },
  );

  it.each(ALL)('asks nobody for %s without a cookie', async (path) => {
    const found = await counted.costs(() => times(() => new Shopper(shop.url).get(path)));
    expect(found).toEqual({ statements: [], cache: [], sessionTrips: 0 });
  });

  it.each(ALL)('asks Redis once for %s with a session, and nobody else', async (path) => {
    const found = await counted.costs(() => times(() => member.get(path)));
    figure(`round trips of ${TIMES} warm ${path} with a session`, found.sessionTrips);
    expect(found).toEqual({ statements: [], cache: [], sessionTrips: TIMES });
  });
});
