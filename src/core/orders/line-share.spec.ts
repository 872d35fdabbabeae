import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryTaxShare, lineShare } from './line-share.js';

const cost = fc
  .record({
    quantity: fc.integer({ min: 1, max: 40 }),
    unitPrice: fc.integer({ min: 0, max: 100_000 }),
    off: fc.integer({ min: 0, max: 100 }),
    tax: fc.integer({ min: 0, max: 50_000 }),
  })
  .map(({ quantity, unitPrice, off, tax }) => {
    const subtotal = unitPrice * quantity;
    return { quantity, subtotal, discount: Math.floor((subtotal * off) / 100), tax };
  });

describe('lineShare', () => {
  it('loses and invents no cent, in whatever parts a line is given back', () => {
    fc.assert(
      fc.property(cost, fc.array(fc.integer({ min: 1, max: 9 })), fc.boolean(), (line, asks, isIncluded) => {
        let before = 0;
        let amount = 0;
        let tax = 0;
        for (const ask of [...asks, line.quantity]) {
          const count = Math.min(ask, line.quantity - before);
          const share = lineShare(line, before, count, isIncluded);
          if (!isIncluded) expect(share.tax).toBeLessThanOrEqual(share.amount);
          amount += share.amount;
          tax += share.tax;
          before += count;
        }
        expect({ amount, tax }).toEqual({
          amount: line.subtotal - line.discount + (isIncluded ? 0 : line.tax),
          tax: line.tax,
        });
      }),
    );
  });

  it('gives the first pieces the odd cents', () => {
    const line = { quantity: 3, subtotal: 1000, discount: 0, tax: 200 };
    expect([0, 1, 2].map((before) => lineShare(line, before, 1, false))).toEqual([
      { amount: 401, tax: 67 },
      { amount: 400, tax: 67 },
      { amount: 399, tax: 66 },
    ]);
  });

  it.each([
    [1, 2],
    [-1, 2],
    [2, -1],
    [0, 3],
  ])('knows no pieces that were not ordered: after %i, %i', (before, count) => {
    const line = { quantity: 2, subtotal: 10, discount: 0, tax: 0 };
    expect(() => lineShare(line, before, count, false)).toThrow(
      new RangeError(`a line of 2 has no ${count} pieces after ${before}`),
    );
  });
});

describe('deliveryTaxShare', () => {
  it('gives all of the tax back with all of the delivery, in whatever parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 100 }),
        parts,
        (cost, percent, list) => {
          const tax = Math.floor((cost * percent) / 200);
          let before = 0;
          let given = 0;
          for (const part of [...list, cost]) {
            const amount = Math.min(part, cost - before);
            const share = deliveryTaxShare(cost, tax, before, amount);
            expect(share).toBeGreaterThanOrEqual(0);
            given += share;
            before += amount;
          }
          expect(given).toBe(tax);
        },
      ),
    );
  });
});
