import { describe, expect, it } from 'vitest';
import { explainDelivery, explainLine } from './explain-price.js';
import { priceOrder } from './price-order.js';

const taxes = [{ name: 'VAT', rateMillionths: 190_000 }];
const offer = { id: 1, lane: 1, standsAlone: false, conditions: [] };
const order = {
  lines: [
    { variantId: 1, productId: 1, collectionIds: [], quantity: 2, unitPrice: 1500, listPrice: 2000, taxes },
  ],
  shipping: { price: 590, taxes },
  promotions: [
    { ...offer, title: 'Autumn', code: null, benefit: { kind: 'amount' as const, amount: 105, of: {} } },
    {
      ...offer,
      id: 2,
      lane: 2,
      title: 'Welcome',
      code: 'HELLO',
      benefit: { kind: 'percent' as const, rateMillionths: 100_000, of: {} },
    },
  ],
  shopper: { groups: [], isFirstOrder: false },
};

describe('why this price', () => {
  it('goes from the list price by offer, promotion and coupon to the tax, before and after rounding', () => {
    const { lines } = priceOrder({ ...order, pricesIncludeTax: false });
    expect(explainLine(lines[0]!, false)).toEqual([
      { kind: 'list', amount: 4000, quantity: 2, price: 2000 },
      { kind: 'offer', amount: -1000 },
      { kind: 'promotion', amount: -105, title: 'Autumn' },
      { kind: 'coupon', amount: -290, title: 'Welcome', code: 'HELLO' },
      {
        kind: 'tax',
        name: 'VAT',
        rateMillionths: 190_000,
        base: 2605,
        amount: 495,
        exact: '494.95',
        isIncluded: false,
      },
    ]);
  });

  it('says of prices with tax what they contain', () => {
    const { lines, delivery } = priceOrder({ ...order, promotions: [], pricesIncludeTax: true });
    const last = explainLine(lines[0]!, true).at(-1);
    expect(last).toMatchObject({
      kind: 'tax',
      base: 2521,
      amount: 479,
      exact: '478.991596',
      isIncluded: true,
    });
    expect(explainDelivery(delivery!, true)).toEqual([
      { kind: 'delivery', amount: 590 },
      {
        kind: 'tax',
        name: 'VAT',
        rateMillionths: 190_000,
        base: 496,
        amount: 94,
        exact: '94.20168',
        isIncluded: true,
      },
    ]);
  });
});
