import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { productPageName } from '../../src/core/catalog/product-page-name.js';
import { keys } from '../../src/platform/redis/keys.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct } from '../support/factories/product.js';
import { figure, rounds } from '../support/tier.js';

const HOT = Array.from({ length: 100 }, (_, n) => `hot-${n}`);
const UNKNOWN = rounds(5000, { full: 100_000 });
/** Of them; hot products are asked for in between, as in any shop. */
const AT_ONCE = 50;
const LONGEST_LIFE_S = 30;

describe('F20: a scan of addresses that do not exist', () => {
  let shop: TestCatalogue;
  let asked: string[];
  const slugs = Array.from({ length: UNKNOWN }, () => `no-${randomBytes(6).toString('hex')}`);
  const readHot = () => Promise.all(HOT.map((handle) => shop.catalog.productPage(handle)));
  const lives = () =>
    shop.redis.run((client) =>
      Promise.all(slugs.slice(-AT_ONCE).map((slug) => client.ttl(cachedName(slug)))),
    );
  const cachedName = (slug: string) => keys.cached(productPageName(slug)).value;

  beforeAll(async () => {
    shop = await testCatalogue();
    await shop.save(...HOT.map((handle) => aProduct({ handle })));
    await readHot();
    const query = vi.spyOn(shop.database, 'query');
    for (let start = 0; start < UNKNOWN; start += AT_ONCE) {
      const some = slugs.slice(start, start + AT_ONCE);
      expect(
        (await Promise.all(some.map((slug) => shop.catalog.productPage(slug)))).every(
          (page) => page === null,
        ),
      ).toBe(true);
      await readHot();
    }
    // A statement may name the same one several times.
    asked = query.mock.calls.flatMap(([, values]) => [...new Set((values ?? []).map(String))]);
    query.mockRestore();
  }, 300_000);
  afterAll(() => shop?.close());

  it('evicts no product that people look at', () => {
    const missed = asked.filter((value) => value.startsWith('hot-')).length;
    const reads = (HOT.length * UNKNOWN) / AT_ONCE;
    figure(`reads of hot products that asked MySQL, of ${reads}`, missed);
    // Every value lives ten minutes at most; the scan in its long form may last that long.
    expect(missed / reads).toBeLessThan(0.02);
  });

  it('asks MySQL once for each, and leaves nothing for longer than half a minute', async () => {
    expect(asked.filter((value) => value.startsWith('no-')).length).toBe(UNKNOWN);
    for (const life of await lives()) expect(life).toBeLessThanOrEqual(LONGEST_LIFE_S);
  });

  it('does not hide a product that is created afterwards', async () => {
    const handle = slugs.at(-1)!;
    await shop.save(aProduct({ handle, title: 'Here now' }));
    expect((await shop.catalog.productPage(handle))?.title).toBe('Here now');
  });

  it('cannot name keys of any length', async () => {
    expect(await shop.catalog.productPage('x'.repeat(256))).toBeNull();
    expect(await shop.catalog.related('x'.repeat(256), 4)).toEqual([]);
    const names = await shop.redis.run((client) => client.keys('*'));
    expect(Math.max(...names.map((name) => name.length))).toBeLessThan(400);
  });
});
