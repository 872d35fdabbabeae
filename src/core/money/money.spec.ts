import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containedIn, fraction, MAX_PRICE, partOf, sum, times } from './money.js';

describe('money', () => {
  it('rounds half a cent to the even cent', () => {
    expect([50, 150, 250, -150].map((amount) => partOf(amount, 10_000))).toEqual([0, 2, 2, -2]);
    expect([1, 3, 5, -3].map((amount) => fraction(amount, 1, 2))).toEqual([0, 2, 2, -2]);
  });

  it('finds the tax inside a gross amount', () => {
    expect(containedIn(12_000, 200_000)).toBe(2_000);
    expect(containedIn(999, 190_000)).toBe(160);
  });

  it('is never more than half a cent away from the exact share', () => {
    const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 1_000_000 }), (amount, rate) => {
        const error = BigInt(partOf(amount, rate)) * 1_000_000n - BigInt(amount) * BigInt(rate);
        expect(error <= 500_000n && error >= -500_000n).toBe(true);
      }),
    );
  });

  it('holds the largest cart the shop accepts, with tax', () => {
    const cart = sum(Array.from({ length: 500 }, () => times(MAX_PRICE, 9_999)));
    expect(sum([cart, partOf(cart, 270_000)])).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it('refuses what is not a whole number of cents', () => {
    expect(() => sum([0.5])).toThrow(new RangeError('not an amount in minor units: 0.5'));
    expect(() => times(Number.MAX_SAFE_INTEGER, 2)).toThrow(RangeError);
    expect(() => partOf(0.5, 1)).toThrow(RangeError);
    for (const none of [0, -2])
      expect(() => fraction(1, 1, none)).toThrow(new RangeError('a fraction of nothing'));
    expect(fraction(7, 3, 1)).toBe(21);
  });
});
