import { describe, expect, it } from 'vitest';
import { readsDifferently, shownStock } from './shown-stock.js';

const counted = (available: number, isAvailable = available > 0) => ({
  isCounted: true,
  isAvailable,
  available,
});

describe('what pages say of stock', () => {
  it.each([
    ['nothing left', counted(0), 'sold-out'],
    ['nothing left, sold all the same', counted(0, true), 'later'],
    ['one', counted(1), { left: 1 }],
    ['five', counted(5), { left: 5 }],
    ['six', counted(6), 'ready'],
    ['not counted', { isCounted: false, isAvailable: true, available: 0 }, 'ready'],
  ])('%s', (_name, stock, shown) => expect(shownStock(stock)).toEqual(shown));

  it('changes with each piece of the last five, and not before', () => {
    const changes = [8, 7, 6, 5, 4, 3, 2, 1].map((n) => readsDifferently(counted(n), counted(n - 1)));
    expect(changes).toEqual([false, false, true, true, true, true, true, true]);
  });
});
