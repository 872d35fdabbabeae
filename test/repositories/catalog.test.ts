import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CollectionInput } from '../../src/shop/catalog/catalog-input.types.js';
import type { ListingFilters, ListingQuery } from '../../src/shop/catalog/listing.types.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aProductIn, aVariant } from '../support/factories/product.js';

const NONE: ListingFilters = { vendors: [], types: [], tags: [], options: [] };
const inStock = (onHand: number) => ({ isCounted: true, sellsWhenOut: false, onHand });

describe('the catalogue', () => {
  let shop: TestCatalogue;
  beforeAll(async () => void (shop = await testCatalogue()));
  beforeEach(() => shop.reset());
  afterAll(() => shop.close());

  const listing = async (changes: Partial<ListingQuery> = {}) =>
    (await shop.catalog.listing({
      collection: null,
      sort: 'title-ascending',
      page: 1,
      pageSize: 50,
      filters: NONE,
      ...changes,
    }))!;
  const titles = async (changes: Partial<ListingQuery> = {}) =>
    (await listing(changes)).cards.map((card) => card.title);
  const counts = async (id: string, filters: Partial<ListingFilters> = {}) => {
    const { facets } = await listing({ filters: { ...NONE, ...filters } });
    const facet = facets.find((one) => one.id === id);
    return Object.fromEntries(facet?.values.map(({ value, count }) => [value, count]) ?? []);
  };
  const collect = (handle: string, members: CollectionInput['members']) =>
    shop.edit.saveCollection({
      handle,
      title: handle,
      description: '',
      imageSrc: null,
      position: 1,
      members,
    });

  describe('a product page', () => {
    it('has options in the order of the variants, pictures, tags and collections', async () => {
      const image = { source: 'https://example.com/a.jpg', src: '/media/a.jpg', alt: 'A cap' };
      const cap = aProduct({
        handle: 'cap',
        tags: ['wool', 'warm'],
        optionNames: ['Colour', 'Size'],
        images: [image],
        variants: [
          aVariant({ options: ['Moss', 'M'], imageSource: image.source }),
          aVariant({ options: ['Moss', 'L'] }),
          aVariant({ options: ['Ink', 'M'] }),
        ],
      });
      await shop.save(cap);
      await collect('wear', { products: ['cap', 'unknown'] });
      const page = (await shop.catalog.productPage('cap'))!;
      expect(page.options).toEqual([
        { name: 'Colour', values: ['Moss', 'Ink'] },
        { name: 'Size', values: ['M', 'L'] },
      ]);
      expect(page.variants.map((v) => [v.title, v.imageSrc])).toEqual([
        ['Moss / M', '/media/a.jpg'],
        ['Moss / L', null],
        ['Ink / M', null],
      ]);
      expect(page).toMatchObject({
        tags: ['wool', 'warm'],
        images: [{ src: '/media/a.jpg', alt: 'A cap', position: 1 }],
        collections: [{ id: expect.any(Number) as number, handle: 'wear', title: 'wear' }],
      });
    });

    it.each([
      ['a draft', { status: 'draft' as const }],
      ['archived', { status: 'archived' as const }],
      ['not published', { isPublished: false }],
    ])('does not exist for a product that is %s; carts learn that it is not for sale', async (_, changes) => {
      const [saved] = await shop.save(aProduct({ handle: 'hidden', ...changes }));
      expect(await shop.catalog.productPage('hidden')).toBeNull();
      expect(await titles()).toEqual([]);
      const variant = (await shop.catalog.variantsByIds(saved!.variantIds)).get(saved!.variantIds[0]!);
      expect(variant).toMatchObject({ isForSale: false, productHandle: 'hidden' });
    });

    it('comes from the cache until the product is saved again', async () => {
      await shop.save(aProduct({ handle: 'cap', title: 'Cap' }));
      expect((await shop.catalog.productPage('cap'))?.title).toBe('Cap');
      await shop.database.execute(`UPDATE products SET title = 'behind our back'`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await shop.catalog.productPage('cap'))?.title).toBe('Cap');
      expect(await titles()).toEqual(['behind our back']);
      await shop.save(aProduct({ handle: 'cap', title: 'Beanie' }));
      expect((await shop.catalog.productPage('cap'))?.title).toBe('Beanie');
      expect(await titles()).toEqual(['Beanie']);
    });

    it('is found under its old handle after it was renamed, and the old handle can be used again', async () => {
      await shop.save(aProduct({ handle: 'cap' }), aProduct({ handle: 'hat' }));
      await shop.edit.renameProduct('cap', 'beanie');
      expect(await shop.catalog.productPage('cap')).toBeNull();
      expect(await shop.catalog.renamedTo('cap')).toBe('beanie');
      await expect(shop.edit.renameProduct('beanie', 'hat')).rejects.toThrow('catalog.handle_taken');
      await expect(shop.edit.renameProduct('cap', 'other')).rejects.toThrow('catalog.product_unknown');
      await shop.edit.renameProduct('beanie', 'cap');
      expect(await shop.catalog.productPage('cap')).not.toBeNull();
      expect(await shop.catalog.renamedTo('cap')).toBeNull();
    });
  });

  describe('variants as pages show them', () => {
    const image = (name: string) => ({ source: name, src: `/media/${name}.jpg`, alt: `a ${name}` });
    const cap = aProduct({
      handle: 'cap',
      tags: ['wool'],
      optionNames: ['Size'],
      images: [image('front'), image('side')],
      variants: [
        aVariant({ options: ['M'], imageSource: 'side', sku: 'CAP-M', compareAtPrice: 9000 }),
        aVariant({ options: ['L'], stock: inStock(3) }),
      ],
    });
    const shown = async (ids: readonly number[]) =>
      new Map([...(await shop.catalog.shownVariants(ids))].map(([id, { variant }]) => [id, variant]));

    it('are those that MySQL has, with the stock that their pages show', async () => {
      const [first, second] = await shop.save(cap, aProduct({ handle: 'bare' }));
      const ids = [...first!.variantIds, ...second!.variantIds];
      expect(await shown(ids)).toEqual(await shop.catalog.variantsByIds(ids));
      const found = await shop.catalog.shownVariants(ids);
      const page = await shop.catalog.productPage('cap');
      expect(first!.variantIds.map((id) => found.get(id)?.stock)).toEqual(page?.stock);
    });

    it('change with their product, and are not there when it is hidden, gone or renamed', async () => {
      const [saved] = await shop.save(cap);
      const [id] = saved!.variantIds as [number];
      expect((await shown([id, 987_654])).get(id)?.price).toBe(cap.variants[0]!.price);
      const dearer = { ...cap, variants: cap.variants.map((one) => ({ ...one, price: 1 })) };
      await shop.save(dearer);
      expect((await shown([id])).get(id)?.price).toBe(1);
      await shop.edit.renameProduct('cap', 'hat');
      expect(await shown([id])).toEqual(new Map());
      await shop.edit.renameProduct('hat', 'cap');
      await shop.save({ ...cap, status: 'draft' });
      expect(await shown([id])).toEqual(new Map());
    });
  });

  describe('saving', () => {
    it('writes nothing when nothing changed, and keeps the ids of variants that stay', async () => {
      const cap = aProductIn('Size', ['S', 'M'], { handle: 'cap' });
      const [first] = await shop.save(cap);
      expect(await shop.save(cap)).toMatchObject([
        { isNew: false, isChanged: false, variantIds: first!.variantIds },
      ]);
      const [again] = await shop.save({ ...cap, variants: [cap.variants[1]!, aVariant({ options: ['L'] })] });
      expect(again!.isChanged).toBe(true);
      expect(again!.variantIds[0]).toBe(first!.variantIds[1]);
      expect(first!.variantIds).not.toContain(again!.variantIds[1]);
    });

    it.each([
      ['two variants alike', aProductIn('Size', ['S', 's '])],
      ['no variant', aProduct({ variants: [] })],
      ['a price below zero', aProduct({ variants: [aVariant({ price: -1 })] })],
      ['a price that is too high', aProduct({ variants: [aVariant({ price: 1_000_000_000 })] })],
      [
        'four options',
        aProduct({
          optionNames: ['a', 'b', 'c', 'd'],
          variants: [aVariant({ options: ['1', '2', '3', '4'] })],
        }),
      ],
      ['251 tags', aProduct({ tags: Array.from({ length: 251 }, (_, n) => `tag ${n}`) })],
    ])('refuses a product with %s', async (_, product) => {
      await expect(shop.save(product)).rejects.toThrow('catalog.product_unsound');
      expect(await shop.catalog.productCount()).toBe(0);
    });
  });

  describe('collections', () => {
    it('show picked products in their order', async () => {
      await shop.save(
        aProduct({ handle: 'a', title: 'A' }),
        aProduct({ handle: 'b', title: 'B' }),
        aProduct({ handle: 'c', title: 'C', status: 'draft' }),
      );
      await collect('picked', { products: ['b', 'c', 'a', 'b'] });
      expect(await titles({ collection: 'picked', sort: 'manual' })).toEqual(['B', 'A']);
      expect(await shop.catalog.collections()).toMatchObject([{ handle: 'picked', productCount: 2 }]);
      expect(
        await shop.catalog.listing({
          collection: 'none',
          sort: 'manual',
          page: 1,
          pageSize: 5,
          filters: NONE,
        }),
      ).toBeNull();
    });

    it('by rule take in and let go of products as they change', async () => {
      const rule = { field: 'variant_price' as const, relation: 'less_than' as const, value: '25.00' };
      const priced = (price: number) =>
        aProduct({ handle: 'cap', title: 'Cap', variants: [aVariant({ price })] });
      await shop.save(priced(2499));
      await collect('gifts', { rules: [rule], matching: 'all' });
      expect(await titles({ collection: 'gifts' })).toEqual(['Cap']);
      await shop.save(priced(2500));
      expect(await titles({ collection: 'gifts' })).toEqual([]);
      await shop.save(priced(100));
      expect(await titles({ collection: 'gifts' })).toEqual(['Cap']);
      await expect(collect('bad', { rules: [{ ...rule, value: 'much' }], matching: 'all' })).rejects.toThrow(
        'catalog.rule_unknown',
      );
    });
  });

  describe('filters', () => {
    beforeEach(async () => {
      const colours = (
        title: string,
        vendor: string,
        tags: string[],
        stock: [string, string, number, number][],
      ) =>
        aProduct({
          title,
          vendor,
          tags,
          optionNames: ['Colour', 'Size'],
          variants: stock.map(([colour, size, price, onHand]) =>
            aVariant({ options: [colour, size], price, stock: inStock(onHand) }),
          ),
        });
      await shop.save(
        colours(
          'Cap',
          'Mill',
          ['wool'],
          [
            ['Moss', 'S', 1000, 5],
            ['Ink', 'M', 1500, 0],
          ],
        ),
        colours('Scarf', 'Mill', ['wool', 'gift'], [['Moss', 'M', 3000, 0]]),
        colours('Tote', 'Canvas Co', ['gift'], [['Ink', 'M', 2000, 1]]),
      );
    });
    const found = (filters: Partial<ListingFilters>) => titles({ filters: { ...NONE, ...filters } });
    const option = (name: string, ...values: string[]) => ({ name, values });

    it('narrow a listing, values of one filter as alternatives', async () => {
      expect(await found({ vendors: ['Mill'] })).toEqual(['Cap', 'Scarf']);
      expect(await found({ tags: ['gift'], vendors: ['Mill'] })).toEqual(['Scarf']);
      expect(await found({ availability: 'in' })).toEqual(['Cap', 'Tote']);
      expect(await found({ availability: 'out' })).toEqual(['Scarf']);
      expect(await found({ priceGte: 1500, priceLte: 2000 })).toEqual(['Cap', 'Tote']);
      expect(await found({ options: [option('colour', 'moss', 'Rust')] })).toEqual(['Cap', 'Scarf']);
    });

    it('on variants must hold for one and the same variant', async () => {
      expect(await found({ options: [option('Colour', 'Ink'), option('Size', 'M')] })).toEqual([
        'Cap',
        'Tote',
      ]);
      expect(await found({ options: [option('Colour', 'Moss'), option('Size', 'M')] })).toEqual(['Scarf']);
      expect(await found({ options: [option('Colour', 'Ink')], availability: 'in' })).toEqual(['Tote']);
      expect(await found({ options: [option('Colour', 'Ink')], priceLte: 1200 })).toEqual([]);
    });

    it('are counted with the others applied and themselves left out, zeros included', async () => {
      expect(await counts('vendor')).toEqual({ 'Canvas Co': 1, Mill: 2 });
      expect(await counts('vendor', { vendors: ['Mill'] })).toEqual({ 'Canvas Co': 1, Mill: 2 });
      expect(await counts('vendor', { tags: ['wool'] })).toEqual({ 'Canvas Co': 0, Mill: 2 });
      expect(await counts('availability', { tags: ['gift'] })).toEqual({ 1: 1, 0: 1 });
      expect(await counts('option:colour', { options: [option('Colour', 'Ink')] })).toEqual({
        Moss: 2,
        Ink: 2,
      });
      expect(await counts('option:size', { options: [option('Colour', 'Ink')] })).toEqual({ S: 0, M: 2 });
      expect(await counts('vendor', { vendors: ['Nobody'] })).toEqual({ 'Canvas Co': 1, Mill: 2, Nobody: 0 });
    });

    it('leave the price range of the whole listing as it is', async () => {
      const result = await listing({ filters: { ...NONE, vendors: ['Canvas Co'] } });
      expect(result).toMatchObject({ total: 1, pageCount: 1, priceRange: { min: 1000, max: 3000 } });
    });
  });

  it('sorts and pages without losing or repeating a product', async () => {
    await shop.save(
      ...Array.from({ length: 7 }, (_, n) =>
        aProduct({ title: `P${n}`, variants: [aVariant({ price: 100 * (n % 3) })] }),
      ),
    );
    for (const sort of [
      'manual',
      'best-selling',
      'title-descending',
      'price-ascending',
      'price-descending',
      'created-descending',
      'created-ascending',
    ] as const) {
      const pages = await Promise.all([1, 2, 3, 4].map((page) => titles({ sort, page, pageSize: 3 })));
      expect({ sort, products: new Set(pages.flat()).size }).toEqual({ sort, products: 7 });
      expect(pages[3]).toEqual([]);
    }
    expect(await titles({ sort: 'price-ascending' })).toEqual(['P0', 'P3', 'P6', 'P1', 'P4', 'P2', 'P5']);
  });

  describe('search', () => {
    const search = (text: string) => titles({ search: text, sort: 'relevance' });
    beforeEach(() =>
      shop.save(
        aProduct({
          title: 'Crème Mug',
          vendor: 'Marl Pit',
          type: 'Mug',
          tags: ['stoneware'],
          variants: [aVariant({ sku: 'LL-MUG-350' })],
        }),
        aProduct({ title: 'Wool Socks', vendor: 'Mug & Sons', type: 'Socks', tags: [] }),
        aProduct({
          title: 'Berry Bowl 100% round_ish',
          vendor: 'Marl Pit',
          type: 'Bowl',
          tags: ['mugs too'],
        }),
      ),
    );

    it.each([
      ['mug', ['Crème Mug', 'Wool Socks', 'Berry Bowl 100% round_ish']],
      ['MUGS', ['Crème Mug', 'Berry Bowl 100% round_ish', 'Wool Socks']],
      ['creme', ['Crème Mug']],
      ['CRÈME m', ['Crème Mug']],
      ['marl bow', ['Berry Bowl 100% round_ish']],
      ['berries', ['Berry Bowl 100% round_ish']],
      ['LL-MUG-350', ['Crème Mug']],
      ['stonew', ['Crème Mug']],
      ['stonew mug', []],
      ['mug sofa', []],
      ['%', []],
      ['_', []],
      ["100% o'x", []],
      ['100%', ['Berry Bowl 100% round_ish']],
      ['', []],
      ['\\', []],
      [`mug ${'x'.repeat(100_000)}`, []],
    ])('for "%s"', async (text, expected) => {
      expect((await search(text)).toSorted()).toEqual(expected.toSorted());
    });

    it('puts a word of the title first', async () => {
      expect((await search('mug'))[0]).toBe('Crème Mug');
      expect((await shop.catalog.suggest('mu', 2)).cards.map((card) => card.title)).toEqual([
        'Crème Mug',
        expect.any(String),
      ]);
    });

    it('can be sorted and filtered like any listing', async () => {
      expect(await titles({ search: 'marl', sort: 'title-descending' })).toEqual([
        'Crème Mug',
        'Berry Bowl 100% round_ish',
      ]);
      expect(await titles({ search: 'marl', filters: { ...NONE, types: ['Bowl'] } })).toHaveLength(1);
    });
  });

  it('finds related products, closest first, and never the product itself', async () => {
    const [cap] = await shop.save(
      aProduct({ title: 'Cap', type: 'Hat', tags: ['wool'] }),
      aProduct({ title: 'Beanie', type: 'Hat', tags: ['wool'] }),
      aProduct({ title: 'Scarf', type: 'Scarf', tags: ['wool'] }),
      aProduct({ title: 'Lamp', type: 'Lamp', tags: ['light'] }),
    );
    expect((await shop.catalog.related(cap!.id, 4)).map((card) => card.title)).toEqual(['Beanie', 'Scarf']);
  });
});
