import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { EditPriceLists } from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { EditTranslations } from '../../src/shop/catalog/words/edit-translations.service.js';
import { WorkerModule } from '../../src/worker.module.js';
import { TestShop } from '../support/shop.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

const PRODUCT = '/products/plenty';
const PAGES = ['/', '/collections/all', PRODUCT, '/products/jacket'];
const COOKIE = 'cloudcart-currency';
const DOLLARS = /\$\d/;
const EUROS = /€\d/;

let shop: TestShop;
let staff: INestApplicationContext;
let lists: EditPriceLists;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 3 });
  staff = await openShop(WorkerModule);
  lists = staff.get(EditPriceLists);
});
afterAll(async () => {
  await staff?.close();
  await shop?.close();
});

const setEuros = (rate = '0.9') => lists.set({ currency: 'EUR', rate, roundsTo: 1 });
const setPrice = (price: number) =>
  lists.setPrice('EUR', { variantId: shop.variant('plenty'), price, compareAtPrice: null });
const visitors = (currency: string | null) =>
  shop.instances.map(({ found }) => {
    const one = new Shopper(found);
    if (currency !== null) one.cookies.set(COOKIE, currency);
    return one;
  });
const seenBy = (currency: string | null, path: string): Promise<Answer[]> =>
  Promise.all(visitors(currency).map((one) => one.get(path)));
/** On how many of the three instances a visitor with this currency reads this. */
const saidTo = async (currency: string | null, text: string, path = PRODUCT): Promise<number> =>
  (await seenBy(currency, path)).filter((page) => page.text.includes(text)).length;

describe('kept pages in several currencies', () => {
  it('are told in the one that was chosen, each kept for itself and shown to nobody else', async () => {
    await setEuros();
    await setPrice(1749);
    await until('the list is everywhere', async () => (await saidTo('EUR', '€17.49')) === 3, 1);
    for (const path of PAGES)
      for (let time = 0; time < 3; time += 1) {
        for (const page of await seenBy('EUR', path)) {
          expect(page.text, path).not.toMatch(DOLLARS);
          expect(page.text, path).toMatch(EUROS);
          expect(page.headers['cache-control'], path).toBe('private, no-store');
        }
        for (const page of await seenBy(null, path)) {
          expect(page.text, path).not.toMatch(EUROS);
          expect(page.text, path).toMatch(DOLLARS);
          expect(page.headers['cache-control'], path).toBe('public, max-age=0, must-revalidate');
          expect(page.headers['set-cookie'], path).toBeUndefined();
        }
      }
  });

  it('show an own price on all instances within a second, and those in dollars stay byte by byte', async () => {
    const before = await Promise.all(PAGES.map((path) => seenBy(null, path)));
    await setPrice(1234);
    const changed = performance.now();
    await until('all say so', async () => (await saidTo('EUR', '€12.34')) === 3, 1);
    figure('an own price was on three of three instances after, ms', Math.round(performance.now() - changed));
    expect(await saidTo('EUR', '€12.34', '/collections/all')).toBe(3);
    const after = await Promise.all(PAGES.map((path) => seenBy(null, path)));
    const told = (all: Answer[][]) => all.flat().map(({ text, headers }) => [headers['etag'], text]);
    expect(told(after)).toEqual(told(before));
  });

  it('follow the rate within a second', async () => {
    await setEuros('0.5');
    await until('all say so', async () => (await saidTo('EUR', '€45.00', '/products/jacket')) === 3, 1);
    await setEuros('0.9');
    await until('all say so', async () => (await saidTo('EUR', '€81.00', '/products/jacket')) === 3, 1);
  });

  it('ask no store when they were served before', async () => {
    const [one] = visitors('EUR');
    for (const path of PAGES) for (let time = 0; time < 3; time += 1) await one!.get(path);
    for (const path of PAGES)
      expect((await one!.get(path)).headers['server-timing'], path).toMatch(/db.*desc="0".*redis;desc="0"/);
  });

  it.each(['XXX', 'GBP', 'eur', 'EUR%20OR%201', '%00', 'E'.repeat(300)])(
    'are in the shop’s currency for a cookie that says "%s"',
    async (forged) => {
      for (const path of PAGES)
        for (const page of await seenBy(forged, path)) {
          expect(page.status).toBe(200);
          expect(page.text).toMatch(DOLLARS);
          expect(page.text).not.toMatch(EUROS);
        }
      for (const page of await seenBy(null, PRODUCT)) expect(page.text).toMatch(DOLLARS);
    },
  );

  it('are in the shop’s currency again, and name no other one, when the list is gone', async () => {
    expect(await saidTo(null, 'action="/currency"')).toBe(3);
    await lists.remove('EUR');
    await until('nobody reads euros', async () => (await saidTo('EUR', '€')) === 0, 1);
    for (const path of PAGES)
      for (const currency of ['EUR', null])
        for (const page of await seenBy(currency, path)) {
          expect(page.text).toMatch(DOLLARS);
          expect(page.text).not.toContain('action="/currency"');
        }
  });
});

describe('lists of products in another currency', () => {
  const hrefs = (page: Answer) => [
    ...new Set([...page.text.matchAll(/href="(\/products\/[a-z0-9-]+)"/g)].map(([, href]) => href)),
  ];
  const listed = async (currency: string | null, query: string) => {
    const [one] = visitors(currency);
    return hrefs(await one!.get(`/collections/all?${query}`));
  };

  it('are ordered and filtered by the prices of the list', async () => {
    await setEuros();
    await setPrice(99_900);
    await until('all say so', async () => (await saidTo('EUR', '€999.00')) === 3, 1);
    const upwards = await listed(null, 'sort_by=price-ascending');
    const own = await listed('EUR', 'sort_by=price-ascending');
    expect(own.at(-1)).toBe(PRODUCT);
    expect(own.slice(0, -1)).toEqual(upwards.filter((href) => href !== PRODUCT));
    expect((await listed('EUR', 'sort_by=price-descending')).at(0)).toBe(PRODUCT);
    expect(await listed('EUR', 'filter.v.price.gte=500')).toEqual([PRODUCT]);
    // 9.00 dollars are 8.10 euros: what costs 10.00 or more dollars is above.
    expect(await listed('EUR', 'filter.v.price.lte=7.20')).toContain('/products/markup');
    expect(await listed('EUR', 'filter.v.price.lte=7.19')).not.toContain('/products/markup');
    expect(await listed(null, 'filter.v.price.gte=500')).toEqual([]);
  });

  it('are suggested in it, and kept from shared caches', async () => {
    const [euros, dollars] = [visitors('EUR')[0]!, visitors(null)[0]!];
    const ask = (one: Shopper) => one.get('/search/suggest.json?q=plenty');
    const priceIn = (answer: Answer) =>
      (answer.json() as { resources: { results: { products: { price: string }[] } } }).resources.results
        .products[0];
    expect(priceIn(await ask(euros))).toMatchObject({ price: '999.00' });
    expect((await ask(euros)).headers['cache-control']).toBe('private, no-store');
    expect(priceIn(await ask(dollars))).toMatchObject({ price: '19.00' });
    expect((await ask(dollars)).headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    expect((await euros.get('/products/plenty.js')).json()).toMatchObject({ price: 99_900 });
    expect((await dollars.get('/products/plenty.js')).json()).toMatchObject({ price: 1900 });
  });
});

describe('a cart in another currency', () => {
  it('is shown in it on page, drawer and as data, and never takes it from the request', async () => {
    await setEuros();
    await setPrice(1749);
    await until('all say so', async () => (await saidTo('EUR', '€17.49')) === 3, 1);
    const one = shop.shopper();
    expect((await one.post('/currency', { currency: 'EUR', return_to: PRODUCT })).headers.location).toBe(
      PRODUCT,
    );
    expect(one.cookies.get(COOKIE)).toBe('EUR');
    const id = shop.variant('plenty');
    const added = await one.postJson('/cart/add.js', { id, quantity: 2, price: 1, currency: 'JPY' });
    expect(added.json()).toMatchObject({ price: 1749, line_price: 3498 });
    const forged = await one.postJson('/cart/update.js?currency=JPY', { currency: 'JPY', updates: {} });
    for (const cart of [forged, await one.get('/cart.js?currency=JPY')])
      expect(cart.json()).toMatchObject({ currency: 'EUR', total_price: 3498 });
    for (const path of ['/cart', '/cart/drawer', '/checkout/contact']) {
      const { text } = await one.get(path);
      expect(text, path).toContain('€34.98');
      expect(text, path).not.toMatch(DOLLARS);
    }
    await one.post('/currency', { currency: 'USD', return_to: '/cart' });
    expect(one.cookies.has(COOKIE)).toBe(false);
    expect((await one.get('/cart.js')).json()).toMatchObject({ currency: 'USD', total_price: 3800 });
  });

  it.each([['//evil.example'], ['https://evil.example/'], ['/\\evil.example']])(
    'leads nobody away: %s',
    async (away) => {
      const answer = await shop.shopper().post('/currency', { currency: 'EUR', return_to: away });
      expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    },
  );

  it('is not chosen where there is none, nor by another site', async () => {
    const one = shop.shopper();
    const unknown = await one.post('/currency', { currency: 'GBP', return_to: '/' });
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain('choose another one');
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await one.post('/currency', { currency: 'EUR' }, headers)).status).toBe(403);
    expect(one.cookies.size).toBe(0);
  });
});

describe('kept pages in several languages', () => {
  const PATHS = [PRODUCT, '/collections/all', '/'];
  const saidIn = async (folder: string, path: string, text: string): Promise<number> =>
    (await seenBy(null, folder + path)).filter((page) => page.text.includes(text)).length;
  const call = async (title: string, tag: string) => {
    const translations = staff.get(EditTranslations);
    const { id } = (await translations.originals('product', ['plenty'])).get('plenty')!;
    await translations.save([
      { resource: 'product', id, texts: [{ language: 'de', name: 'title', text: title }] },
      { resource: 'tag', id: 0, texts: [{ language: 'de', name: 'tin', text: tag }] },
    ]);
  };

  it('show a translation on all instances within a second, and those in the shop’s own language stay', async () => {
    await call('Überfluss', 'Blech');
    await until('it is everywhere', async () => (await saidIn('/de', PRODUCT, 'Überfluss')) === 3, 1);
    const own = () => Promise.all(PATHS.map((path) => seenBy(null, path)));
    const told = (all: Answer[][]) => all.flat().map(({ text }) => text.includes('Überfluss'));
    const before = await own();
    for (let round = 0; round < 20; round += 1) {
      await call(`Fülle ${round}.`, `Zinn ${round}.`);
      await until('all say so', async () => (await saidIn('/de', PRODUCT, `Fülle ${round}.`)) === 3, 1);
      expect(await saidIn('/de', '/collections/all', `Fülle ${round}.`)).toBe(3);
      expect(await saidIn('/de', '/collections/all', `Zinn ${round}.`)).toBe(3);
    }
    const after = await own();
    expect(after.flat().map(({ headers }) => headers['etag'])).toEqual(
      before.flat().map(({ headers }) => headers['etag']),
    );
    expect(told(after).includes(true)).toBe(false);
    expect(await saidIn('/fr', PRODUCT, 'plenty')).toBe(3);
  });
});
