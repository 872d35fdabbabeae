import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactOrder } from '../../../test/support/exact-price.js';
import { anyRequest } from '../../../test/support/random-carts.js';
import { cases } from '../../../test/support/tier.js';
import { MAX_PRICE, sum } from '../money/money.js';
import { explainedTotal } from './explain-price.js';
import { priceOrder } from './price-order.js';
import type { LineToPrice, PriceRequest, TaxRate } from './pricing.types.js';

const vat = (rateMillionths: number): TaxRate[] => [{ name: 'VAT', rateMillionths }];

let nextId = 1;
const line = (quantity: number, unitPrice: number, taxes: TaxRate[] = []): LineToPrice => ({
  variantId: (nextId += 1),
  productId: nextId,
  collectionIds: [],
  quantity,
  unitPrice,
  listPrice: unitPrice,
  taxes,
});

const request = (lines: LineToPrice[], more: Partial<PriceRequest> = {}): PriceRequest => ({
  lines,
  shipping: null,
  promotions: [],
  shopper: { groups: [], isFirstOrder: false },
  pricesIncludeTax: false,
  ...more,
});

describe('priceOrder', () => {
  it('taxes each line by itself, rounded half to even', () => {
    const lines = [line(1, 250, vat(190_000)), line(3, 50, vat(190_000)), line(2, 1000)];
    const totals = priceOrder(request(lines, { shipping: { price: 590, taxes: [] } }));
    // 19 % of 2.50 is 0.475, of 1.50 is 0.285: rounded per line 0.48 + 0.28, not 0.76 or 0.77 of the sum by luck
    expect(totals.lines.map((one) => one.tax)).toEqual([48, 28, 0]);
    expect(totals).toMatchObject({ subtotal: 2400, discount: 0, shipping: 590, tax: 76, total: 3066 });
  });

  it('rounds a half to the even cent', () => {
    const taxOf = (price: number) => priceOrder(request([line(1, price, vat(100_000))])).tax;
    expect([taxOf(5), taxOf(15), taxOf(25), taxOf(35)]).toEqual([0, 2, 2, 4]);
  });

  it('adds several taxes up, none upon the other, each rounded by itself', () => {
    const taxes = [
      { name: 'State', rateMillionths: 40_000 },
      { name: 'City', rateMillionths: 48_750 },
    ];
    const totals = priceOrder(request([line(1, 1010, taxes)]));
    expect(totals.lines[0]!.taxes.map(({ amount }) => amount)).toEqual([40, 49]);
    expect(totals.total).toBe(1010 + 89);
  });

  it('finds the taxes inside prices that contain them, and adds nothing', () => {
    const totals = priceOrder(
      request([line(1, 11_900, vat(190_000))], {
        pricesIncludeTax: true,
        shipping: { price: 595, taxes: vat(190_000) },
      }),
    );
    expect(totals).toMatchObject({ subtotal: 11_900, shipping: 595, tax: 1_995, total: 12_495 });
    expect(totals.lines[0]!.taxes).toEqual([
      { name: 'VAT', rateMillionths: 190_000, base: 10_000, amount: 1_900 },
    ]);
  });

  it('taxes what is left after the promotions, delivery too', () => {
    const half = { id: 1, title: 'Half', lane: 1, standsAlone: false, code: null, conditions: [] };
    const totals = priceOrder(
      request([line(1, 1000, vat(200_000))], {
        shipping: { price: 500, taxes: vat(200_000) },
        promotions: [
          { ...half, benefit: { kind: 'percent', rateMillionths: 500_000, of: {} } },
          { ...half, id: 2, lane: 2, benefit: { kind: 'free_shipping' } },
        ],
      }),
    );
    expect(totals).toMatchObject({ discount: 500, shipping: 0, tax: 100, total: 600 });
    expect(totals.delivery).toMatchObject({ subtotal: 500, discount: 500, tax: 0 });
  });

  it('holds the largest cart the shop accepts', () => {
    const lines = Array.from({ length: 500 }, () => line(9_999, MAX_PRICE, vat(270_000)));
    expect(Number.isSafeInteger(priceOrder(request(lines)).total)).toBe(true);
  });

  it('refuses amounts that are not whole', () => {
    expect(() => priceOrder(request([line(1, 0.5)]))).toThrow(RangeError);
  });

  it('adds up, line by line and in words, whatever is in the cart and whatever is offered', () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const totals = priceOrder(any);
        const { lines, delivery } = totals;
        expect(sum(lines.map((one) => one.subtotal))).toBe(totals.subtotal);
        expect(sum(lines.map((one) => one.discount))).toBe(totals.discount);
        expect(sum(lines.map((one) => one.tax)) + (delivery?.tax ?? 0)).toBe(totals.tax);
        const added = totals.taxIncluded ? 0 : totals.tax;
        expect(totals.subtotal - totals.discount + totals.shipping + added).toBe(totals.total);
        expect(explainedTotal(totals)).toBe(totals.total);
        for (const one of [...lines, ...(delivery ? [delivery] : [])]) {
          expect(one.discount).toBe(sum(one.adjustments.map(({ amount }) => amount)));
          expect(one.discount).toBeLessThanOrEqual(one.subtotal);
          expect(one.adjustments.every(({ amount }) => amount > 0)).toBe(true);
          expect(one.tax).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('says of 100,000 random carts what exact fractions say', () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const { lines, delivery, shipping, total } = priceOrder(any);
        const taxes = [...lines, ...(delivery ? [delivery] : [])].map(({ tax }) => tax);
        expect({ discounts: lines.map(({ discount }) => discount), taxes, shipping, total }).toEqual(
          exactOrder(any),
        );
      }),
      { numRuns: cases(100_000) },
    );
  }, 120_000);
});
