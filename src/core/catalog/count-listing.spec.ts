import { describe, expect, it } from 'vitest';
import { countListing } from './count-listing.js';
import { type FilterableProduct, joinColumns, placeOf, toColumns } from './product-columns.js';
import { optionFacet, Vocabulary } from './vocabulary.js';
import type { Filters } from './wanted.js';

const NONE: Filters = { vendors: [], types: [], tags: [], options: [] };

/** The same numbers from 0 to 1 in every run. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function someProducts(count: number, chance: () => number): FilterableProduct[] {
  const one = (...list: string[]) => list[Math.floor(chance() * list.length)]!;
  let variantId = 0;
  return Array.from({ length: count }, (_, nth) => {
    const optionNames = chance() < 0.2 ? [] : chance() < 0.5 ? ['Size'] : ['Colour', one('Size', 'size')];
    const variants = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => ({
      id: (variantId += 1),
      price: Math.floor(chance() * 10) * 100,
      options: optionNames.map((name) =>
        name === 'Colour' ? one('Moss', 'moss', 'Café', 'Cafe', 'Ink') : one('S', 'M', 'L', ''),
      ),
      hasStock: chance() < 0.9,
    }));
    const prices = variants.map(({ price }) => price);
    return {
      id: 10 * (nth + 1),
      priceMin: Math.min(...prices),
      priceMax: Math.max(...prices),
      vendor: one('Mill', 'MILL', 'Forge', ''),
      type: one('Mug', 'Cap'),
      tags: [...new Set([one('a', 'b', 'c'), one('A', 'd', 'e')])],
      optionNames,
      variants,
    };
  });
}

function someFilters(chance: () => number): Filters {
  const some = (list: string[]) => (chance() < 0.4 ? list.filter(() => chance() < 0.5) : []);
  return {
    ...(chance() < 0.4 && { availability: chance() < 0.5 ? 'in' : 'out' }),
    ...(chance() < 0.3 && { priceGte: 300 }),
    ...(chance() < 0.3 && { priceLte: 700 }),
    vendors: some(['mill', 'Nobody']),
    types: some(['Mug', 'cap']),
    tags: some(['a', 'B', 'd']),
    options: [
      { name: 'colour', values: some(['MOSS', 'café']) },
      { name: 'Size', values: some(['s', 'M']) },
    ],
  };
}

const fold = (text: string) => text.toLowerCase().replace('é', 'e');
const oneOf = (values: readonly string[], text: string) => values.some((value) => fold(value) === fold(text));

/** By definition, one question at a time. */
function fitsByDefinition(product: FilterableProduct, soldOut: Set<number>, filters: Filters): boolean {
  const isIn = ({ id, hasStock }: { id: number; hasStock: boolean }) => hasStock && !soldOut.has(id);
  const { availability, priceGte = 0, priceLte = Infinity, vendors, types, tags, options } = filters;
  return (
    (vendors.length === 0 || oneOf(vendors, product.vendor)) &&
    (types.length === 0 || oneOf(types, product.type)) &&
    (tags.length === 0 || product.tags.some((tag) => oneOf(tags, tag))) &&
    (availability !== 'out' || !product.variants.some(isIn)) &&
    product.variants.some(
      (variant) =>
        variant.price >= priceGte &&
        variant.price <= priceLte &&
        (availability !== 'in' || isIn(variant)) &&
        options.every(
          ({ name, values }) =>
            values.length === 0 ||
            product.optionNames.some(
              (own, at) => fold(own) === fold(name) && oneOf(values, variant.options[at]!),
            ),
        ),
    )
  );
}

describe('counting a list', () => {
  it('gives what the definition gives, for any products and filters, however products are parted', () => {
    const chance = chances(7);
    let listed = 0;
    for (let round = 0; round < 300; round += 1) {
      const products = someProducts(40, chance);
      const soldOutIds = new Set(
        products.flatMap(({ variants }) => variants.map(({ id }) => id)).filter(() => chance() < 0.4),
      );
      const filters = someFilters(chance);
      const vocabulary = new Vocabulary();
      const parts = [products.slice(0, 13), [], products.slice(13)];
      const columns = joinColumns(parts.map((part) => toColumns(part, vocabulary)));
      const soldOut = Uint8Array.from(columns.variantIds, (id, at) =>
        soldOutIds.has(id) || !columns.hasStock[at] ? 1 : 0,
      );
      const base = products.flatMap((_, place) => (place % 3 === 0 ? [] : [place]));
      const count = countListing(columns, vocabulary, Int32Array.from(base), soldOut, filters);
      const all = base.map((place) => products[place]!);
      const fitting = (changes: Partial<Filters>) =>
        all.filter((product) => fitsByDefinition(product, soldOutIds, { ...filters, ...changes }));
      listed += count.total;

      expect(base.filter((place) => count.fits[place]).map((place) => products[place]!.id)).toEqual(
        fitting({}).map(({ id }) => id),
      );
      expect(count.total).toBe(fitting({}).length);
      expect(count.isIn).toBe(fitting({ availability: 'in' }).length);
      expect(count.isOut).toBe(fitting({ availability: 'out' }).length);
      expect(count.priceRange).toEqual({
        min: Math.min(...all.map(({ priceMin }) => priceMin)),
        max: Math.max(...all.map(({ priceMax }) => priceMax)),
      });
      for (const { word, count: counted } of count.values) {
        const changes =
          word.facet === 'vendor'
            ? { vendors: [word.value] }
            : word.facet === 'product_type'
              ? { types: [word.value] }
              : word.facet === 'tag'
                ? { tags: [word.value] }
                : {
                    options: [
                      ...filters.options.filter(({ name }) => optionFacet(name) !== word.facet),
                      { name: word.label, values: [word.value] },
                    ],
                  };
        expect({ word, count: counted }).toEqual({ word, count: fitting(changes).length });
      }
    }
    expect(listed).toBeGreaterThan(1000);
  });

  it('keeps values that nothing has, in the spelling that came first', () => {
    const products = someProducts(40, chances(3)).map((product) => ({ ...product, vendor: 'Mill' }));
    products[1]!.vendor = 'MILL';
    const vocabulary = new Vocabulary();
    const columns = toColumns(products, vocabulary);
    const base = Int32Array.from(products.keys());
    const count = countListing(columns, vocabulary, base, new Uint8Array(columns.prices.length), {
      ...NONE,
      types: ['Sofa'],
    });
    expect(count.values.filter(({ word }) => word.facet === 'vendor')).toEqual([
      {
        word: { facet: 'vendor', label: 'vendor', value: 'Mill' },
        nth: vocabulary.alphabet[vocabulary.words.findIndex(({ value }) => value === 'Mill')],
        count: 0,
        inAll: 40,
        firstVariant: Infinity,
      },
    ]);
  });

  it('has nothing to say of no products', () => {
    const count = countListing(joinColumns([]), new Vocabulary(), new Int32Array(), new Uint8Array(), {
      ...NONE,
      vendors: ['Mill'],
    });
    expect(count).toMatchObject({ total: 0, isIn: 0, isOut: 0, priceRange: null, values: [] });
  });
});

it('finds the place of an id by halving', () => {
  const ids = Float64Array.of(3, 4, 90, 2 ** 40);
  const places = [0, 3, 4, 5, 90, 2 ** 40, 2 ** 41].map((id) => placeOf(ids, id));
  expect([...places, placeOf(new Float64Array(), 3)]).toEqual([-1, 0, 1, -1, 2, 3, -1, -1]);
});
