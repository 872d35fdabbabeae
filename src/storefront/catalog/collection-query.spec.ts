import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../platform/errors/shop-error.js';
import { readListing, readSearch } from './collection-query.js';

const read = (query: Record<string, unknown>) => readListing(query, 2);

describe('the address of a list', () => {
  it('asks for the first page of everything when it says nothing', () => {
    expect(read({})).toEqual({
      sort: 'manual',
      page: 1,
      pageSize: 24,
      filters: { vendors: [], types: [], tags: [], options: [] },
    });
  });

  it('reads every filter of the contract', () => {
    const { filters } = read({
      'filter.v.availability': '1',
      'filter.v.price.gte': '10',
      'filter.v.price.lte': '50,5',
      'filter.p.vendor': ['Tarn', 'Fell', 'Tarn'],
      'filter.p.product_type': 'Mug',
      'filter.p.tag': 'steel',
      'filter.v.option.size': ['M', 'L'],
    });
    expect(filters).toEqual({
      availability: 'in',
      priceGte: 1000,
      priceLte: 5050,
      vendors: ['Tarn', 'Fell'],
      types: ['Mug'],
      tags: ['steel'],
      options: [{ name: 'size', values: ['M', 'L'] }],
    });
  });

  it('takes both kinds of availability for no filter at all', () => {
    expect(read({ 'filter.v.availability': ['1', '0'] }).filters.availability).toBeUndefined();
    expect(read({ 'filter.v.availability': '0' }).filters.availability).toBe('out');
  });

  it('counts in the minor units of the currency', () => {
    expect(readListing({ 'filter.v.price.gte': '1200' }, 0).filters.priceGte).toBe(1200);
  });

  it.each(['-1', '0', 'abc', '1e3', '1.5', '0x10', ' 2', '1000000000', '99999'])('refuses page %j', (page) =>
    expect(() => read({ page })).toThrow(BadInputError),
  );

  it.each(['abc', '-5', '1e3', '$5', '9'.repeat(400)])('refuses %j as a price', (price) =>
    expect(() => read({ 'filter.v.price.gte': price })).toThrow(BadInputError),
  );

  it('ignores empty fields, as a plain form sends them', () => {
    const { filters } = read({ 'filter.v.price.gte': '', 'filter.v.price.lte': '', 'filter.p.vendor': '' });
    expect(filters).toEqual({ vendors: [], types: [], tags: [], options: [] });
  });

  it('falls back to the usual order for a name it does not know', () => {
    expect(read({ sort_by: 'password' }).sort).toBe('manual');
    expect(read({ sort_by: 'price-descending' }).sort).toBe('price-descending');
  });

  it.each([
    ['a single value given twice', { page: ['1', '2'] }],
    ['an object where a text belongs', { 'filter.p.vendor': { $ne: 'x' } }],
    ['a NUL', { 'filter.p.tag': 'a\0b' }],
    ['half a character', { 'filter.p.tag': '\ud800' }],
    ['more values than a shop has', { 'filter.p.tag': Array.from({ length: 51 }, (_, i) => `t${i}`) }],
    ['a value longer than any name', { 'filter.p.vendor': 'a'.repeat(256) }],
  ])('refuses %s', (_what, query) => expect(() => read(query)).toThrow(BadInputError));

  it('takes __proto__ for a parameter like any other', () => {
    const query = JSON.parse('{"__proto__": "x", "filter.v.option.__proto__": "y"}') as Record<
      string,
      unknown
    >;
    expect(read(query).filters.options).toEqual([{ name: '__proto__', values: ['y'] }]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('words to search for', () => {
  it('come without blanks around them', () => expect(readSearch('  mug ')).toBe('mug'));
  it('may be none', () => expect(readSearch(undefined)).toBe(''));
  it('keep signs that mean something to SQL', () => expect(readSearch('100%_\\')).toBe('100%_\\'));
  it.each([['a', 'b'], 'a'.repeat(201), 'a\0', '\ud800'])('are refused when they are %j', (value) =>
    expect(() => readSearch(value)).toThrow(BadInputError),
  );
});
