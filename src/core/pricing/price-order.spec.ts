import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PRICE, sum } from '../money/money.js';
import { priceOrder } from './price-order.js';

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 9999 }),
  unitPrice: fc.integer({ min: 0, max: MAX_PRICE }),
  isTaxed: fc.boolean(),
});
const order = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 20 }),
  shipping: fc.integer({ min: 0, max: 100_000 }),
  rate: fc.integer({ min: 0, max: 2700 }),
  part: fc.integer({ min: 0, max: 1000 }),
});

describe('priceOrder', () => {
  it('taxes each line by itself, rounded half to even', () => {
    const totals = priceOrder(
      [
        { quantity: 1, unitPrice: 250, isTaxed: true },
        { quantity: 3, unitPrice: 50, isTaxed: true },
        { quantity: 2, unitPrice: 1000, isTaxed: false },
      ],
      { shipping: 590, discount: 0, taxRateBasisPoints: 1900 },
    );
    // 19 % of 2.50 is 0.475, of 1.50 is 0.285: rounded per line 0.48 + 0.28, not 0.76 or 0.77 of the sum by luck
    expect(totals.lines.map((l) => l.tax)).toEqual([48, 28, 0]);
    expect(totals).toMatchObject({ subtotal: 2400, discount: 0, shipping: 590, tax: 76, total: 3066 });
  });

  it('rounds a half to the even cent', () => {
    const taxOf = (unitPrice: number) =>
      priceOrder([{ quantity: 1, unitPrice, isTaxed: true }], {
        shipping: 0,
        discount: 0,
        taxRateBasisPoints: 1000,
      }).tax;
    expect([taxOf(5), taxOf(15), taxOf(25), taxOf(35)]).toEqual([0, 2, 2, 4]);
  });

  it('taxes what is left after the discount, and keeps every cent of the discount', () => {
    const thirds = [1, 2, 3].map(() => ({ quantity: 1, unitPrice: 1000, isTaxed: true }));
    const totals = priceOrder(thirds, { shipping: 0, discount: 1000, taxRateBasisPoints: 2000 });
    expect(totals.lines.map((l) => l.discount)).toEqual([334, 333, 333]);
    expect(totals.lines.map((l) => l.tax)).toEqual([133, 133, 133]);
    expect(totals.total).toBe(3000 - 1000 + 399);
  });

  it('adds up: the lines are the order, whatever is in it', () => {
    fc.assert(
      fc.property(order, ({ lines, shipping, rate, part }) => {
        const goods = sum(lines.map((l) => l.quantity * l.unitPrice));
        const discount = Number((BigInt(goods) * BigInt(part)) / 1000n);
        const totals = priceOrder(lines, { shipping, discount, taxRateBasisPoints: rate });
        expect(totals.subtotal).toBe(goods);
        expect(totals.discount).toBe(discount);
        expect(sum(totals.lines.map((l) => l.subtotal))).toBe(totals.subtotal);
        expect(sum(totals.lines.map((l) => l.discount))).toBe(totals.discount);
        expect(sum(totals.lines.map((l) => l.tax))).toBe(totals.tax);
        expect(totals.subtotal - totals.discount + totals.shipping + totals.tax).toBe(totals.total);
        expect(totals.lines.every((l) => l.discount <= l.subtotal && l.tax >= 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with exact fractions about the tax of a line to half a cent', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 0, max: 2700 }), (one, rate) => {
        const { tax } = priceOrder([{ ...one, isTaxed: true }], {
          shipping: 0,
          discount: 0,
          taxRateBasisPoints: rate,
        });
        const exactTimes10000 = BigInt(one.unitPrice) * BigInt(one.quantity) * BigInt(rate);
        const difference = BigInt(tax) * 10_000n - exactTimes10000;
        expect(difference >= -5000n && difference <= 5000n).toBe(true);
      }),
    );
  });

  it('refuses a discount above the goods, or below nothing', () => {
    const one = [{ quantity: 1, unitPrice: 100, isTaxed: true }];
    const charges = { shipping: 0, taxRateBasisPoints: 0 };
    expect(() => priceOrder(one, { ...charges, discount: 101 })).toThrow(RangeError);
    expect(() => priceOrder(one, { ...charges, discount: -1 })).toThrow(RangeError);
  });
});
