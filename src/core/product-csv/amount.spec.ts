import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from './amount.js';
import { neutralised, restored } from './formula.js';

describe('an amount', () => {
  it.each([
    ['19.99', 1999],
    ['$19.99', 1999],
    ['19,99 €', 1999],
    ['1,234.50', 123_450],
    ['1.234,50', 123_450],
    ['1,234', 123_400],
    ['1,234,567', 123_456_700],
    ["CHF 1'234.5", 123_450],
    ['12.', 1200],
    ['0.10', 10],
    ['50', 5000],
    ['Rs. 500', 50_000],
    ['1 234,5 kr', 123_450],
    ['9.9900', 999],
  ])('is read from "%s"', (text, minor) => {
    expect(parseAmount(text, 2)).toBe(minor);
  });

  it.each(['', 'free', '-1', '1.005', '1-2', '.5.5.', '1e3e', '9'.repeat(20), '1.2.3,4,5x-'])(
    'is not "%s"',
    (text) => {
      expect(parseAmount(text, 2)).toBeNull();
    },
  );

  it('is written and read as the same, in every currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(0, 2, 3), (minor, digits) => {
        expect(parseAmount(formatAmount(minor, digits), digits)).toBe(minor);
      }),
    );
  });
});

it('makes formulas harmless and brings every other text back as it was', () => {
  expect(['=1+1', '+x', '-x', '@x', '\tx'].map(neutralised)).toEqual(["'=1+1", "'+x", "'-x", "'@x", "'\tx"]);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", 'a', ' ') }), (text) => {
      const out = neutralised(text);
      expect(out).not.toMatch(/^[=+\-@\t\r]/);
      expect(neutralised(restored(out))).toBe(out);
      if (!/^'[=+\-@]/.test(text)) expect(restored(out)).toBe(text);
    }),
  );
});
