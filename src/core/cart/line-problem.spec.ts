import { describe, expect, it } from 'vitest';
import { lineProblem, quantityByVariant } from './line-problem.js';

describe('lineProblem', () => {
  it.each([
    [1, { isForSale: true, orderable: 1 }, null],
    [2, { isForSale: true, orderable: 1 }, 'not_enough'],
    [1, { isForSale: true, orderable: 0 }, 'sold_out'],
    [1, { isForSale: true, orderable: -3 }, 'sold_out'],
    [1, { isForSale: false, orderable: 5 }, 'not_for_sale'],
    [1, { isForSale: false, orderable: 0 }, 'not_for_sale'],
  ])('of %i wanted with %j is %s', (wanted, offer, problem) =>
    expect(lineProblem(wanted, offer)).toBe(problem),
  );
});

describe('quantityByVariant', () => {
  it('adds lines of the same variant, whatever their properties', () => {
    const lines = [
      { variantId: 1, quantity: 2 },
      { variantId: 2, quantity: 1 },
      { variantId: 1, quantity: 3 },
    ];
    expect([...quantityByVariant(lines)]).toEqual([
      [1, 5],
      [2, 1],
    ]);
  });
});
