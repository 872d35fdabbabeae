import { describe, expect, it } from 'vitest';
import { conversion } from '../pricing/convert.js';
import { columnsInList } from './columns-in-list.js';
import { toColumns } from './product-columns.js';
import { Vocabulary } from './vocabulary.js';

const product = (id: number, prices: number[]) => ({
  id,
  priceMin: Math.min(...prices),
  priceMax: Math.max(...prices),
  vendor: '',
  type: '',
  tags: [],
  optionNames: [],
  variants: prices.map((price, nth) => ({ id: id * 10 + nth, price, options: [], hasStock: true })),
});
const columns = toColumns(
  [product(1, [3000, 1000]), product(2, [2000]), product(3, [1000]), product(4, [5000])],
  new Vocabulary(),
);
const convert = conversion({ currency: 'EUR', rate: '0.9', roundsTo: 1 }, 'USD');

describe('products at the prices of a list', () => {
  it('have converted prices, and own ones before them', () => {
    const listed = columnsInList(columns, new Map([[40, 100], [11, 5500]]), convert); // prettier-ignore
    expect([...listed.columns.prices]).toEqual([2700, 5500, 1800, 900, 100]);
    expect([...listed.columns.priceMin]).toEqual([2700, 1800, 900, 100]);
    expect([...listed.columns.priceMax]).toEqual([5500, 1800, 900, 100]);
    expect([...listed.byPrice]).toEqual([3, 2, 1, 0]);
  });

  it('are in the order of the shop’s prices without own ones, of equals the lower id first', () => {
    expect([...columnsInList(columns, new Map(), convert).byPrice]).toEqual([0, 2, 1, 3]);
  });

  it('leave the columns of the shop as they are', () => {
    const before = structuredClone(columns);
    columnsInList(columns, new Map([[40, 1]]), convert);
    expect(columns).toEqual(before);
  });
});
