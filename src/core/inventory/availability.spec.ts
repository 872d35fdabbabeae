import { describe, expect, it } from 'vitest';
import { availabilityOf, NO_STOCK, type StockLevel } from './availability.js';

const level = (more: Partial<StockLevel>): StockLevel => ({
  variantId: 1,
  isCounted: true,
  sellsWhenOut: false,
  onHand: 10,
  reserved: 0,
  ...more,
});

describe('what can be bought', () => {
  it.each<[string, Partial<StockLevel>, number, boolean, number]>([
    ['what is on the shelf', {}, 10, true, 10],
    ['less what is promised', { reserved: 9 }, 1, true, 1],
    ['nothing when all is promised', { reserved: 10 }, 0, false, 0],
    ['no less than nothing', { onHand: 3, reserved: 8 }, 0, false, 0],
    ['no more than a line holds', { onHand: 20_000 }, 20_000, true, 9999],
    ['any number of what is not counted', { isCounted: false, onHand: 0 }, 0, true, 9999],
    ['any number of what sells when out', { sellsWhenOut: true, onHand: 0 }, 0, true, 9999],
    ['nothing of what has no level', NO_STOCK, 0, false, 0],
  ])('%s', (_what, more, available, isAvailable, orderable) => {
    const { isCounted, sellsWhenOut } = level(more);
    expect(availabilityOf(level(more))).toEqual({
      variantId: 1,
      isCounted,
      sellsWhenOut,
      available,
      isAvailable,
      orderable,
    });
  });
});
