import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchCommands } from '../../scripts/shop/search-commands.js';
import type { ListingQuery } from '../../src/shop/catalog/listing.types.js';
import { inLanguage } from '../../src/platform/language/current-language.js';
import { ProductReviews } from '../../src/shop/catalog/product-reviews.service.js';
import { SearchCounts } from '../../src/shop/catalog/search/search-counts.service.js';
import { SynonymsService } from '../../src/shop/catalog/search/synonyms.service.js';
import { EditTranslations } from '../../src/shop/catalog/words/edit-translations.service.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import { NO_FILTERS } from '../support/listing-truth.js';
import { statementsOf } from '../support/statements.js';

const onHand = (count: number) => ({ isCounted: true, sellsWhenOut: false, onHand: count });
const thing = (title: string, count = 5, sku = title) =>
  aProduct({
    title,
    type: 'Thing',
    tags: [],
    bodyHtml: '',
    variants: [aVariant({ sku, stock: onHand(count) })],
  });

describe('search', () => {
  let shop: TestCatalogue;
  beforeAll(async () => void (shop = await testCatalogue()));
  beforeEach(async () => {
    await shop.reset();
    await shop.get(SynonymsService).load('');
    await shop.database.execute('DELETE FROM search_counts');
  });
  afterAll(() => shop.close());

  const find = async (search: string, changes: Partial<ListingQuery> = {}) =>
    (await shop.catalog.listing({
      collection: null,
      sort: 'relevance',
      page: 1,
      pageSize: 24,
      filters: NO_FILTERS,
      search,
      ...changes,
    }))!;
  const titles = async (search: string) => (await find(search)).cards.map(({ title }) => title);
  const reviewed = (id: number, stars: number[]) =>
    shop.database.transaction(async (tx) => {
      const reviews = shop.get(ProductReviews);
      await reviews.show(tx, (await reviews.hold(tx, id))!, { stars, newest: [], hasSamples: false }, []);
    });

  it('puts words right that nothing has, says so, and keeps them when asked', async () => {
    await shop.save(thing('Camp Kettle'), thing('Storm Lantern'));
    const found = await find('camp ketle');
    expect(found.cards.map(({ title }) => title)).toEqual(['Camp Kettle']);
    expect(found.wording!.corrected).toBe('camp kettle');
    expect((await find('camp kettle')).wording!.corrected).toBeNull();
    expect(await find('camp ketle', { isAsTyped: true })).toMatchObject({
      total: 0,
      wording: { corrected: null },
    });
    expect(await find('storm kettle')).toMatchObject({ total: 0, wording: { corrected: null } });
    expect((await find('storm kettle')).wording!.others).toEqual(['kettle', 'storm']);
  });

  it('filters, sorts and turns the pages of what was put right', async () => {
    await shop.save(...Array.from({ length: 5 }, (_, n) => thing(`Kettle ${n}`)));
    const last = await find('ketle', { sort: 'title-descending', page: 3, pageSize: 2 });
    expect([last.total, last.pageCount, last.cards.map(({ title }) => title)]).toEqual([5, 3, ['Kettle 0']]);
    expect((await find('ketle', { filters: { ...NO_FILTERS, vendors: ['nobody'] } })).total).toBe(0);
  });

  it('ranks by the words, then by what can be bought, then by what sells', async () => {
    await shop.save(
      thing('Red Lamp', 0),
      thing('Old Lamp'),
      thing('Big Lamp'),
      thing('Lamp Oil', 9),
      aProduct({
        title: 'Wick',
        bodyHtml: '<p>for a lamp</p>',
        tags: [],
        variants: [aVariant({ stock: onHand(9) })],
      }),
    );
    await shop.database.execute("UPDATE products SET units_sold = 7 WHERE title = 'Big Lamp'");
    await shop.database.execute("UPDATE products SET units_sold = 99 WHERE title IN ('Red Lamp', 'Wick')");
    expect(await titles('lamp')).toEqual(['Big Lamp', 'Old Lamp', 'Red Lamp', 'Lamp Oil', 'Wick']);
  });

  it('finds a product by each place, and no longer after it was saved without', async () => {
    const lamp = {
      handle: 'lamp',
      vendor: 'Tollgate',
      type: 'Light',
      tags: ['camping'],
      bodyHtml: '<p>Burns for hours</p>',
      optionNames: ['Volume'],
    };
    const variants = [aVariant({ sku: 'AB-77', options: ['10 l'] })];
    await shop.save(aProduct({ ...lamp, title: 'Storm Lamp', variants }));
    for (const text of [
      'storm lamp',
      'tollgate',
      'lights',
      'camping',
      'hours',
      'ab-77',
      'AB77',
      '10l',
      '10 litres',
      'stormlamp',
    ])
      expect([text, await titles(text)]).toEqual([text, ['Storm Lamp']]);
    await shop.save(aProduct({ ...lamp, title: 'Quiet Lamp', variants }));
    expect(await titles('storm')).toEqual([]);
    expect(await titles('quiet')).toEqual(['Quiet Lamp']);
  });

  it('costs MySQL nothing when it is repeated, or finds what was shown lately, and else one statement for the cards', async () => {
    await shop.save(thing('Camp Kettle'), thing('Camp Stool'), thing('Tin Mug'));
    const statements = (work: () => Promise<unknown>) => statementsOf(shop.database, work);
    await find('kettle');
    expect(await statements(() => find('kettle'))).toEqual([]);
    expect(await statements(() => find('ketle'))).toEqual([]);
    expect(await statements(() => shop.catalog.suggest('ket', 6))).toEqual([]);
    const [both, ...more] = await statements(() => find('camp'));
    expect([both!.values.flat().length, more]).toEqual([1, []]);
    expect(await statements(() => shop.catalog.suggest('mu', 6))).toHaveLength(1);
    expect(await statements(() => find('mug'))).toEqual([]);
  });

  it('shows what was shown lately as the last save, translation, review or rename left it', async () => {
    const mug = { handle: 'mug', variants: [aVariant({ price: 900 })] };
    await shop.save(aProduct({ ...mug, title: 'Tin Mug' }));
    const card = async () => (await find('mug')).cards[0]!;
    expect(await card()).toMatchObject({ title: 'Tin Mug', priceMin: 900, rating: null });
    await shop.save(aProduct({ ...mug, title: 'Steel Mug', variants: [aVariant({ price: 1100 })] }));
    const { id, title, priceMin } = await card();
    expect([title, priceMin]).toEqual(['Steel Mug', 1100]);
    const texts = [{ language: 'de', name: 'title', text: 'Stahlbecher' }];
    await shop.get(EditTranslations).save([{ resource: 'product', id, texts }]);
    expect((await inLanguage('de', () => find('stahlbecher'))).cards[0]!.title).toBe('Stahlbecher');
    await reviewed(id, [0, 0, 0, 1, 0]);
    expect((await card()).rating).toEqual({ sum: 4, count: 1 });
    await shop.edit.renameProduct('mug', 'steel-mug');
    expect((await card()).handle).toBe('steel-mug');
  });

  describe('suggestions', () => {
    it('finish words, and put unfinished ones right', async () => {
      await shop.save(thing('Storm Lantern'), thing('Candle Lantern'));
      const words = async (text: string) => {
        const { cards, queries } = await shop.catalog.suggest(text, 6);
        return [cards.length, queries[0]];
      };
      expect(await words('lant')).toEqual([2, 'lantern']);
      expect(await words('lamte')).toEqual([2, 'lantern']);
      expect(await words('storm lan')).toEqual([1, 'storm lantern']);
      expect(await words('zeppelin')).toEqual([0, undefined]);
    });
  });

  describe('synonyms', () => {
    const load = (text: string) => shop.get(SynonymsService).load(text);

    it('count from the moment they are loaded, both ways or one, also of several words and with mistakes', async () => {
      await shop.save(thing('Head Torch'), thing('Mug'));
      expect([await titles('headlight'), await titles('cup')]).toEqual([[], []]);
      await load('headlight, head torch\ncup => mug\nmug => saucer');
      expect(await titles('headlight')).toEqual(['Head Torch']);
      expect(await find('headligt')).toMatchObject({ total: 1, wording: { corrected: 'headlight' } });
      expect(await titles('cups')).toEqual(['Mug']);
      await shop.save(thing('Cup'));
      expect((await titles('cup')).toSorted()).toEqual(['Cup', 'Mug']);
      expect(await titles('mug')).toEqual(['Mug']);
    });

    it('are those of the last file, whole or not at all', async () => {
      await shop.save(thing('Mug'));
      expect(await load('cup => mug')).toEqual({ ok: true, lines: 1, isChanged: true });
      expect(await load('# the same\ncup => mug\n')).toEqual({ ok: true, lines: 1, isChanged: false });
      expect(await load('beaker => mug\nnonsense')).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/^Line 2: .+ Nothing was changed\.$/) as string,
      });
      expect(await shop.get(SynonymsService).lines()).toEqual(['cup => mug']);
      expect([await titles('cup'), await titles('beaker')]).toEqual([['Mug'], []]);
    });
  });

  describe('a synonym that was taken away', () => {
    it('is no spelling to be put right to any more, without a restart', async () => {
      const load = (text: string) => shop.get(SynonymsService).load(text);
      await shop.save(thing('Head Torch'));
      await load('headlight => head torch');
      expect(await find('headligt')).toMatchObject({ total: 1, wording: { corrected: 'headlight' } });
      expect((await shop.catalog.suggest('headligt', 6)).corrected).toBe('headlight');
      await load('');
      expect(await find('headligt')).toMatchObject({ total: 0, wording: { corrected: null, others: [] } });
      expect(await shop.catalog.suggest('headligt', 6)).toMatchObject({ corrected: null, queries: [] });
    });
  });

  describe('the commands of staff', () => {
    const run = (name: string, words: string[] = [], options = {}) => {
      const context = shop as unknown as INestApplicationContext;
      return searchCommands.find((command) => command.name === name)!.run(context, words, options);
    };
    const file = join(tmpdir(), `synonyms-${process.pid}.txt`);
    afterAll(() => rm(file, { force: true }));

    it('load a file of synonyms, say so, and say what is wrong and where', async () => {
      await writeFile(file, '# names\ncup => mug\n');
      expect(await run('synonyms load', [file])).toBe('Synonyms that count now, in lines: 1');
      expect(await run('synonyms load', [file])).toBe('The same synonyms are there already, in lines: 1');
      await writeFile(file, 'cup => mug\nbeaker');
      await expect(run('synonyms load', [file])).rejects.toThrow(
        `${file}: Line 2: one name alone; write what it means the same as: "a, b". Nothing was changed.`,
      );
      await expect(run('synonyms load', [`${file}.not`])).rejects.toThrow(
        /cannot be read: .+ Nothing was changed\.$/,
      );
      expect(await run('synonyms show')).toBe('cup => mug');
      await writeFile(file, '');
      await run('synonyms load', [file]);
      expect(await run('synonyms show')).toBe('There are no synonyms.');
    });

    it('tell what is searched for, and what finds nothing', async () => {
      expect(await run('search report')).toBe('Nothing was searched for in the last 30 days.');
      const counts = shop.get(SearchCounts);
      counts.count('Dry bag', 3);
      await counts.flush();
      expect(await run('search report', [], { days: '7' })).toMatch(
        /^Searches of the last 7 days\nSearch .+Times .+Products\ndry bag .+\b1 .+\b3\n\nThose that found nothing\nEvery search found something\.$/,
      );
      counts.count('zeppelin', 0);
      await counts.flush();
      expect(await run('search report')).toMatch(/Those that found nothing\n.+\nzeppelin .+\b1 .+\b0$/);
      for (const days of ['0', '181', 'x', true])
        await expect(async () => run('search report', [], { days })).rejects.toThrow(
          'Of how many days? From 1 to 180, such as --days=7',
        );
    });
  });

  describe('the report', () => {
    const counts = () => shop.get(SearchCounts);

    it('counts spellings together, in one statement for many searches, and nobody by name', async () => {
      const sent: unknown[] = [];
      const execute = shop.database.execute.bind(shop.database);
      shop.database.execute = (text, values) => {
        sent.push(text);
        return execute(text, values);
      };
      for (let n = 0; n < 40; n += 1) counts().count(n % 2 ? 'Dry BAG' : ' dry bag', 3);
      for (let n = 0; n < 30; n += 1) counts().count('zeppelin', 0);
      counts().count('somebody@example.com', 0);
      counts().count('%', 0);
      await counts().flush();
      shop.database.execute = execute;
      expect(sent).toHaveLength(1);
      const missed = [{ text: 'zeppelin', searches: 30, results: 0 }];
      const top = [{ text: 'dry bag', searches: 40, results: 3 }, ...missed];
      expect(await counts().report(30)).toEqual({ top, missed });
    });

    it('takes a robot that never repeats itself for one, and no longer than its share', async () => {
      for (let n = 0; n < 3000; n += 1) counts().count(`word${n}`, 0);
      await counts().flush();
      const [{ rows } = { rows: 0 }] = await shop.database.query<{ rows: number }>(
        'SELECT COUNT(*) AS `rows` FROM search_counts',
      );
      expect(rows).toBe(500);
    });

    it('forgets after 180 days', async () => {
      await shop.database.execute(
        `INSERT INTO search_counts (day, text, searches, results)
         VALUES (UTC_DATE() - INTERVAL 181 DAY, 'old', 1, 1), (UTC_DATE() - INTERVAL 179 DAY, 'newer', 1, 1)`,
      );
      expect(await counts().tidy()).toBe(false);
      expect((await counts().report(365)).top.map(({ text }) => text)).toEqual(['newer']);
      expect((await counts().report(30)).top).toEqual([]);
    });
  });
});
