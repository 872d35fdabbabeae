import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from './allocate.js';
import { sum } from './money.js';

const weightLists = fc
  .array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 50 })
  .filter((weights) => sum(weights) > 0);

describe('allocate', () => {
  it('keeps every penny when 10.00 off is split over three lines', () => {
    expect(allocate(1000, [1, 1, 1])).toEqual([334, 333, 333]);
  });

  it('gives what is left over to the largest remainder, and of equal ones to the first', () => {
    expect(allocate(10, [1, 5, 3])).toEqual([1, 6, 3]);
    expect(allocate(100, [1, 1, 1, 3])).toEqual([17, 17, 16, 50]);
    expect(allocate(-100, [1, 1, 1, 3])).toEqual([-17, -17, -16, -50]);
  });

  it('always adds up to the total, each part within one cent of its share', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weightLists, (total, weights) => {
        const parts = allocate(total, weights);
        expect(sum(parts)).toBe(total);
        const whole = sum(weights);
        parts.forEach((part, i) =>
          expect(Math.abs(part - (total * (weights[i] ?? 0)) / whole)).toBeLessThan(1.001),
        );
      }),
    );
  });

  it('refuses weights that cannot be a proportion', () => {
    expect(() => allocate(1, [])).toThrow(new RangeError('the weights add up to zero'));
    expect(() => allocate(1, [0, 0])).toThrow(new RangeError('the weights add up to zero'));
    expect(() => allocate(1, [2, -1])).toThrow(new RangeError('a weight is negative'));
  });
});
