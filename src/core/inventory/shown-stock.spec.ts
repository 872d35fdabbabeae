import { describe, expect, it } from 'vitest';
import { availabilityOf } from './availability.js';
import { promisedQuantity, readsDifferently, shownStock } from './shown-stock.js';

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

  it.each([
    [100, 99, true],
    [101, 100, false],
    [10_000, 9_999, true],
    [60, 7, false],
  ])('from %i to %i: announced, as it promises less, is %j', (before, after, isSaid) => {
    expect(readsDifferently(counted(before), counted(after))).toBe(isSaid);
  });

  it.each([
    ['few that stay as few', counted(3), counted(3)],
    ['what stays sold out', counted(0), { ...counted(0), isCounted: false }],
    ['what is delivered later, however much is missing', counted(0, true), counted(-3, true)],
    [
      'what is not counted, whatever was',
      { ...counted(7), isCounted: false },
      { ...counted(500), isCounted: false },
    ],
  ])('is the same for %s', (_what, before, after) => expect(readsDifferently(before, after)).toBe(false));

  it('is another for what is counted no more', () =>
    expect(readsDifferently(counted(50), { ...counted(50), isCounted: false })).toBe(true));

  it.each([
    ['what is left, when that is said', { onHand: 3 }, 3],
    ['nothing when it is sold out', { onHand: 0 }, 0],
    ['one more than few while it is simply there', { onHand: 99 }, 6],
    ['a hundred of many', { onHand: 9_999 }, 100],
    ['as much as a line holds of very many', { onHand: 10_000 }, 9_999],
    ['as much as a line holds of what is not counted', { isCounted: false, onHand: 0 }, 9_999],
    ['as much as a line holds of what is delivered later', { sellsWhenOut: true, onHand: 0 }, 9_999],
  ])('promises %s', (_what, fields, promised) => {
    const level = { variantId: 1, isCounted: true, sellsWhenOut: false, reserved: 0, ...fields };
    expect(promisedQuantity(availabilityOf(level))).toBe(promised);
  });
});
