import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/platform/language/current-language.js';
import type { ListingQuery } from '../../src/shop/catalog/listing.types.js';
import type { FeedProduct } from '../../src/shop/catalog/outward.types.js';
import { SynonymsService } from '../../src/shop/catalog/search/synonyms.service.js';
import { EditTranslations } from '../../src/shop/catalog/words/edit-translations.service.js';
import { altName } from '../../src/shop/catalog/words/text-names.js';
import type { Translated } from '../../src/shop/catalog/words/translated.types.js';
import { WholeCatalog } from '../../src/shop/catalog/whole-catalog.service.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import { NO_FILTERS } from '../support/listing-truth.js';
import { statementsOf } from '../support/statements.js';

const ALT = 'A "cap"\nof wool';
const IMAGE = { source: 'https://example.com/a.jpg', src: '/media/a.jpg', alt: ALT };
const cap = aProduct({
  handle: 'cap',
  title: 'Cap',
  bodyHtml: '<p>Warm.</p>',
  type: 'Headwear',
  tags: ['wool', 'warm'],
  optionNames: ['Colour', 'Size'],
  images: [IMAGE],
  variants: [
    aVariant({ options: ['Moss', 'M'], imageSource: IMAGE.source }),
    aVariant({ options: ['Ink', 'L'] }),
  ],
});

describe('a catalogue in several languages', () => {
  let shop: TestCatalogue;
  let capId: number;
  let variantIds: number[];
  beforeAll(async () => void (shop = await testCatalogue()));
  beforeEach(async () => {
    await shop.reset();
    await shop.database.execute('DELETE FROM translations');
    const [saved] = await shop.save(cap, aProduct({ handle: 'apple', title: 'Apple', type: 'Fruit' }));
    [capId, variantIds] = [saved!.id, saved!.variantIds];
  });
  afterAll(() => shop.close());

  const save = (...things: Translated[]) => shop.get(EditTranslations).save(things);
  const of = (texts: Record<string, string | null>, language = 'de'): Translated => ({
    resource: 'product',
    id: capId,
    texts: Object.entries(texts).map(([name, text]) => ({ language, name, text })),
  });
  const word = (resource: Translated['resource'], name: string, text: string | null): Translated => ({
    resource,
    id: 0,
    texts: [{ language: 'de', name, text }],
  });
  const german = <T>(work: () => T): T => inLanguage('de', work);
  const page = () => shop.catalog.productPage('cap');
  const listing = async (changes: Partial<ListingQuery> = {}) =>
    (await shop.catalog.listing({
      collection: null,
      sort: 'title-ascending',
      page: 1,
      pageSize: 24,
      filters: NO_FILTERS,
      ...changes,
    }))!;

  it('shows what is translated and falls back field by field to its own language', async () => {
    await save(
      of({ title: 'Mütze', [altName(ALT)]: 'Eine „Mütze“\naus Wolle', meta_title: 'Mütze aus Wolle' }),
      word('option_name', 'Colour', 'Farbe'),
      word('option_value', 'Moss', 'Moos'),
      word('product_type', 'Headwear', 'Kopfbedeckung'),
    );
    const found = (await german(page))!;
    expect(found).toMatchObject({
      title: 'Mütze',
      bodyHtml: '<p>Warm.</p>',
      seoTitle: 'Mütze aus Wolle',
      seoDescription: null,
      type: 'Kopfbedeckung',
      ownType: 'Headwear',
      tags: ['wool', 'warm'],
      images: [{ alt: 'Eine „Mütze“\naus Wolle' }],
    });
    expect(found.options).toEqual([
      { name: 'Farbe', ownName: 'Colour', values: ['Moos', 'Ink'] },
      { name: 'Size', ownName: 'Size', values: ['M', 'L'] },
    ]);
    expect(found.variants.map(({ title }) => title)).toEqual(['Moos / M', 'Ink / L']);
    expect((await inLanguage('fr', page))!.title).toBe('Cap');
    expect((await page())!).toMatchObject({ title: 'Cap', images: [{ alt: ALT }] });
  });

  it('shows the same words on cards, in lists of wishes, in carts and in feeds', async () => {
    await save(
      of({ title: 'Mütze', body_html: '<p>Hält warm.</p>', [altName(ALT)]: 'Eine Mütze' }),
      word('option_value', 'Moss', 'Moos'),
      word('option_name', 'Colour', 'Farbe'),
      word('product_type', 'Headwear', 'Kopfbedeckung'),
    );
    const card = {
      title: 'Mütze',
      imageAlt: 'Eine Mütze',
      type: 'Kopfbedeckung',
      colours: [{ name: 'Moos' }, { name: 'Ink' }],
    };
    const cards = await german(async () => [
      (await listing()).cards.find(({ handle }) => handle === 'cap'),
      (await shop.catalog.cardsByHandles(['cap']))[0],
      (await shop.catalog.productsById([capId]))[0],
      (await shop.catalog.suggest('mütz', 3)).cards[0],
    ]);
    for (const one of cards) expect(one).toMatchObject(card);
    const line = {
      productTitle: 'Mütze',
      title: 'Moos / M',
      optionNames: ['Farbe', 'Size'],
      imageAlt: 'Eine Mütze',
      productType: 'Kopfbedeckung',
    };
    const [first] = variantIds;
    expect((await german(() => shop.catalog.variantsByIds([first!]))).get(first!)).toMatchObject(line);
    const shown = await german(() => shop.catalog.shownVariants([first!]));
    expect(shown.get(first!)!.variant).toMatchObject(line);
    const feed = await german(async () => {
      const batches: FeedProduct[] = [];
      for await (const some of shop.get(WholeCatalog).products(null)) batches.push(...some);
      return batches.find(({ handle }) => handle === 'cap');
    });
    expect(feed).toMatchObject({
      title: 'Mütze',
      bodyHtml: '<p>Hält warm.</p>',
      type: 'Kopfbedeckung',
      optionNames: ['Colour', 'Size'],
      variants: [{ title: 'Moos / M' }, { title: 'Ink / L' }],
    });
  });

  it('names filters in the language and keeps what addresses say', async () => {
    await save(
      word('tag', 'wool', 'Wolle'),
      word('tag', 'warm', 'Zum Wärmen'),
      word('option_name', 'Colour', 'Farbe'),
      word('option_value', 'Moss', 'Moos'),
    );
    const { facets } = await german(() => listing({ filters: { ...NO_FILTERS, tags: ['wool'] } }));
    const tags = facets.find(({ id }) => id === 'tag')!;
    expect(tags.values).toEqual([
      { value: 'wool', text: 'Wolle', count: 1, isActive: true },
      { value: 'warm', text: 'Zum Wärmen', count: 1, isActive: false },
    ]);
    const colours = facets.find(({ id }) => id === 'option:colour')!;
    expect([colours.label, colours.values.map(({ value, text }) => [value, text])]).toEqual([
      'Farbe',
      [
        ['Moss', 'Moos'],
        ['Ink', 'Ink'],
      ],
    ]);
  });

  it('has collections in the language, also where a product names them', async () => {
    await shop.edit.saveCollection({
      handle: 'wear',
      title: 'Wear',
      description: 'Wool.',
      imageSrc: null,
      position: 1,
      members: { products: ['cap'] },
    });
    const [own] = await shop.catalog.collections();
    await save({
      resource: 'collection',
      id: own!.id,
      texts: [{ language: 'de', name: 'title', text: 'Anziehen' }],
    });
    const expected = { title: 'Anziehen', description: 'Wool.' };
    expect(await german(() => shop.catalog.collections())).toMatchObject([expected]);
    expect((await german(() => listing({ collection: 'wear' }))).collection).toMatchObject(expected);
    expect((await german(page))!.collections).toMatchObject([{ handle: 'wear', title: 'Anziehen' }]);
    expect(await shop.catalog.collections()).toMatchObject([{ title: 'Wear' }]);
  });

  it('shows a change at once on all that was read before, and its own language when a text is taken away', async () => {
    await save(of({ title: 'Mütze' }), word('option_value', 'Moss', 'Moos'));
    const seen = () =>
      german(async () => [
        (await page())!.title,
        (await page())!.options[0]!.values[0],
        (await listing()).cards.find(({ handle }) => handle === 'cap')!.title,
      ]);
    expect(await seen()).toEqual(['Mütze', 'Moos', 'Mütze']);
    await save(of({ title: 'Kappe' }), word('option_value', 'Moss', 'Moosgrün'));
    expect(await seen()).toEqual(['Kappe', 'Moosgrün', 'Kappe']);
    expect(await save(of({ title: 'Kappe' }))).toEqual({ written: 0, removed: 0, unchanged: 1 });
    expect(await save(of({ title: null }), word('option_value', 'Moss', null))).toMatchObject({ removed: 2 });
    expect(await seen()).toEqual(['Cap', 'Moss', 'Cap']);
  });

  it('keeps own words where two values would be called the same, and texts of pictures that say something else', async () => {
    await save(
      of({ [altName(ALT)]: 'Eine Mütze' }),
      word('option_value', 'Moss', 'Dunkel'),
      word('option_value', 'Ink', 'Dunkel'),
    );
    expect((await german(page))!.options[0]!.values).toEqual(['Moss', 'Ink']);
    await shop.save({ ...cap, images: [{ ...IMAGE, alt: 'A new picture' }] });
    expect((await german(page))!.images[0]!.alt).toBe('A new picture');
  });

  it('costs the shop’s own language nothing, and another one no statement that is its own', async () => {
    await save(of({ title: 'Mütze' }), word('option_value', 'Moss', 'Moos'));
    await german(() => listing());
    await german(page);
    await shop.save({ ...cap, bodyHtml: '<p>Very warm.</p>' });
    // Collections are forgotten with every save; they are a value of all pages.
    await shop.catalog.collections();
    expect(await statementsOf(shop.database, () => german(page))).toHaveLength(1);
    expect(await statementsOf(shop.database, page)).toHaveLength(0);
  });

  describe('searched', () => {
    const titles = async (search: string, language = 'de') => {
      const query = { search, sort: 'relevance' as const };
      return (await inLanguage(language, () => listing(query))).cards.map(({ title }) => title);
    };

    it('finds what the language calls things: plurals, ends of words, what is not translated, other names', async () => {
      await shop.save(aProduct({ handle: 'lamp', title: 'Head Torch', type: 'Lamps' }));
      const lamp = (await shop.catalog.productPage('lamp'))!.id;
      await save(
        of({ title: 'Wollmütze', body_html: '<p>Für den Winter.</p>' }),
        { resource: 'product', id: lamp, texts: [{ language: 'de', name: 'title', text: 'Stirnlampe' }] },
        word('option_value', 'Moss', 'Moos'),
        word('tag', 'warm', 'gefüttert'),
      );
      expect(await titles('wollmütze')).toEqual(['Wollmütze']);
      expect(await titles('WOLLMUTZEN')).toEqual(['Wollmütze']);
      expect(await titles('Mützen')).toEqual(['Wollmütze']);
      expect(await titles('die lampe für den Winter')).toEqual([]);
      expect(await titles('lampen')).toEqual(['Stirnlampe']);
      expect(await titles('winter')).toEqual(['Wollmütze']);
      expect(await titles('moos')).toEqual(['Wollmütze']);
      expect(await titles('gefüttert')).toEqual(['Wollmütze']);
      expect(await titles('apple')).toEqual(['Apple']);
      expect(await titles('head torch')).toEqual([]);
      await shop.get(SynonymsService).load('Kappe => Wollmütze', 'de');
      expect(await titles('kappe')).toEqual(['Wollmütze']);
      expect(await shop.get(SynonymsService).lines()).toEqual([]);
      expect(await shop.get(SynonymsService).load('a, b', 'it')).toMatchObject({
        ok: false,
        problem: 'The shop does not speak "it", only: en, de, fr, es (LOCALES). Nothing was changed.',
      });
      await shop.get(SynonymsService).load('', 'de');
    });

    it('puts words right, ends them and names collections in the language', async () => {
      await save(of({ title: 'Wollmütze' }));
      const search = { search: 'wolmutze', sort: 'relevance' as const };
      expect((await german(() => listing(search))).wording!.corrected).toBe('wollmütze');
      const suggested = await german(() => shop.catalog.suggest('wollm', 3));
      expect(suggested).toMatchObject({ cards: [{ title: 'Wollmütze' }], queries: ['wollmütze'] });
      expect((await shop.catalog.suggest('wollm', 3)).cards).toEqual([]);
    });

    it('finds a change with the next search, in the language it was made in', async () => {
      await save(of({ title: 'Wollmütze' }), word('option_value', 'Moss', 'Moos'));
      expect(await titles('moos')).toEqual(['Wollmütze']);
      await save(of({ title: 'Haube' }), word('option_value', 'Moss', 'Waldgrün'));
      expect([await titles('wollmütze'), await titles('haube')]).toEqual([[], ['Haube']]);
      expect([await titles('moos'), await titles('waldgrün')]).toEqual([[], ['Haube']]);
      await shop.save({ ...cap, tags: ['linen'] });
      expect(await titles('linen')).toEqual(['Haube']);
      await shop.save(aProduct({ handle: 'zip', title: 'Zip Pouch' }));
      expect(await titles('pouch')).toEqual(['Zip Pouch']);
    });

    it('is searched as the shop’s own language where nothing is translated', async () => {
      await save(of({ title: 'Mütze' }));
      await titles('cap', 'en');
      const before = await statementsOf(shop.database, () => titles('cap', 'fr'));
      expect(await titles('cap', 'fr')).toEqual(['Cap']);
      expect(before.filter(({ text }) => text.includes('p.id >='))).toEqual([]);
    });

    it('is put in order by the titles of the language', async () => {
      await save(of({ title: 'Aal' }));
      const order = (sort: ListingQuery['sort']) =>
        german(async () => (await listing({ sort })).cards.map(({ title }) => title));
      expect(await order('title-ascending')).toEqual(['Aal', 'Apple']);
      expect(await order('title-descending')).toEqual(['Apple', 'Aal']);
      expect((await listing()).cards.map(({ title }) => title)).toEqual(['Apple', 'Cap']);
    });
  });
});
