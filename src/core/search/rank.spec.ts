import { expect, it } from 'vitest';
import { toColumns } from '../catalog/product-columns.js';
import { Vocabulary } from '../catalog/vocabulary.js';
import { rank } from './rank.js';

const product = (id: number) => ({
  id,
  priceMin: 0,
  priceMax: 0,
  vendor: '',
  type: '',
  tags: [],
  optionNames: [],
  variants: [{ id, price: 0, options: [], hasStock: true }],
});
const columns = toColumns([0, 1, 2, 3, 4, 5].map(product), new Vocabulary());
const soldOut = Uint8Array.from([1, 0, 0, 0, 0, 0]);

it('puts the best first: by steps of the score, then what can be bought, then what sells', () => {
  const bySales = Int32Array.from([5, 4, 3, 2, 1, 0]);
  expect([...rank(Uint8Array.from([255, 240, 245, 0, 30, 255]), { columns, soldOut, bySales })]).toEqual([
    1, 2, 5, 0, 4,
  ]);
});

it('puts what was listed after sales were read behind its equals', () => {
  const bySales = Int32Array.from([4, 5, 1]);
  expect([...rank(new Uint8Array(6).fill(200), { columns, soldOut, bySales })]).toEqual([1, 5, 4, 2, 3, 0]);
});
