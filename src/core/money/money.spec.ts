import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PRICE, percentOf, sum, taxContainedIn, times } from './money.js';

describe('money', () => {
  it('rounds half a cent to the even cent', () => {
    expect(percentOf(50, 100)).toBe(0);
    expect(percentOf(150, 100)).toBe(2);
    expect(percentOf(250, 100)).toBe(2);
    expect(percentOf(-150, 100)).toBe(-2);
  });

  it('finds the tax inside a gross amount', () => {
    expect(taxContainedIn(12_000, 2_000)).toBe(2_000);
    expect(taxContainedIn(999, 1_900)).toBe(160);
  });

  it('is never more than half a cent away from the exact share', () => {
    const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const error = BigInt(percentOf(amount, rate)) * 10_000n - BigInt(amount) * BigInt(rate);
        expect(error <= 5_000n && error >= -5_000n).toBe(true);
      }),
    );
  });

  it('holds the largest cart the shop accepts, with tax', () => {
    const cart = sum(Array.from({ length: 500 }, () => times(MAX_PRICE, 9_999)));
    expect(sum([cart, percentOf(cart, 2_700)])).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it('refuses what is not a whole number of cents', () => {
    expect(() => sum([0.5])).toThrow(RangeError);
    expect(() => times(Number.MAX_SAFE_INTEGER, 2)).toThrow(RangeError);
  });
});
