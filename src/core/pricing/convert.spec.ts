import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionDigits } from '../money/currency.js';
import { conversion, isRate } from './convert.js';

const into = (currency: string, rate: string, roundsTo = 1) =>
  conversion({ currency, rate, roundsTo }, 'USD');

const rates = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`)
  .filter(isRate);
const lists = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  rate: rates,
  roundsTo: fc.integer({ min: 1, max: 10_000 }),
});
const amounts = fc.integer({ min: 0, max: 999_999_999 });

describe('an amount in another currency', () => {
  it('is the amount times the rate, rounded once to the step of the list', () => {
    expect([1999, 2000, 1, 0].map(into('EUR', '0.92'))).toEqual([1839, 1840, 1, 0]);
    expect([1999, 2000, 1, 0].map(into('EUR', '0.92', 5))).toEqual([1840, 1840, 5, 0]);
  });

  it('goes to the even step from the middle between two', () => {
    expect([50, 150, 250, 350].map(into('EUR', '0.1', 10))).toEqual([10, 20, 20, 40]);
    expect([5, 15, 25].map(into('EUR', '0.1'))).toEqual([1, 2, 2]);
  });

  it('knows currencies without decimals, and with three', () => {
    expect(into('JPY', '149.5')(1999)).toBe(2989);
    expect(into('JPY', '149.5', 10)(1999)).toBe(2990);
    expect(into('KWD', '0.3075')(1999)).toBe(6147);
    expect(conversion({ currency: 'USD', rate: '0.0067', roundsTo: 1 }, 'JPY')(2990)).toBe(2003);
    expect(conversion({ currency: 'USD', rate: '3.25', roundsTo: 1 }, 'KWD')(6147)).toBe(1998);
  });

  it('is nearer to the exact one than half a step, whatever the rate, and never nothing for something', () => {
    fc.assert(
      fc.property(lists, amounts, (list, amount) => {
        const converted = conversion(list, 'USD')(amount);
        expect(converted % list.roundsTo).toBe(0);
        if (amount > 0) expect(converted).toBeGreaterThan(0);
        // All as whole numbers of 10^-11 of a minor unit of the list.
        const scale = 10n ** 11n;
        const rate = BigInt(list.rate.replace('.', ''));
        const exact = BigInt(amount) * rate * 10n ** BigInt(fractionDigits(list.currency));
        const off = BigInt(converted) * scale - exact;
        const isNear = 2n * (off < 0n ? -off : off) <= BigInt(list.roundsTo) * scale;
        expect(isNear || converted === list.roundsTo).toBe(true);
      }),
    );
  });

  it('keeps the order of amounts', () => {
    fc.assert(
      fc.property(lists, amounts, amounts, (list, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(conversion(list, 'USD'));
        expect(less).toBeLessThanOrEqual(more!);
      }),
    );
  });

  it('is not worked out from what is no rate or no amount', () => {
    for (const rate of ['0', '0.0', '', '-1', '1e3', '.5', '1.', '1.0000000001', '12345678901', 'NaN'])
      expect(() => into('EUR', rate), rate).toThrow(RangeError);
    expect(() => into('EUR', '1')(-1)).toThrow(RangeError);
    expect(() => into('EUR', '999999999')(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
  });
});
