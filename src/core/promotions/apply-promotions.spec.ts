import { describe, expect, it } from 'vitest';
import { priceOrder } from '../pricing/price-order.js';
import type { LineToPrice } from '../pricing/pricing.types.js';
import type { Benefit, Condition, Promotion } from './promotion.js';

const MUG = 1;
const LAMP = 2;
const TENT = 3;

const line = (variantId: number, quantity: number, unitPrice: number): LineToPrice => ({
  variantId,
  productId: variantId * 10,
  collectionIds: [variantId * 100],
  quantity,
  unitPrice,
  listPrice: unitPrice,
  taxes: [],
});

let nextId = 0;
const promotion = (benefit: Benefit, more: Partial<Promotion> = {}): Promotion => ({
  id: (nextId += 1),
  title: benefit.kind,
  lane: 5,
  standsAlone: false,
  code: null,
  conditions: [],
  benefit,
  ...more,
});

const percent = (rateMillionths: number, of = {}, more: Partial<Promotion> = {}) =>
  promotion({ kind: 'percent', rateMillionths, of }, more);

function discounts(lines: LineToPrice[], promotions: Promotion[], shopper = {}): number[] {
  const request = {
    lines,
    shipping: { price: 500, taxes: [] },
    promotions,
    shopper: { groups: [], isFirstOrder: false, ...shopper },
    pricesIncludeTax: false,
  };
  return priceOrder(request).lines.map(({ discount }) => discount);
}

describe('benefits', () => {
  const cart = [line(MUG, 3, 1000), line(LAMP, 1, 5000)];

  it.each<[string, Benefit, number[]]>([
    [
      'a percentage of what is meant',
      { kind: 'percent', rateMillionths: 100_000, of: { variants: [MUG] } },
      [300, 0],
    ],
    ['of products', { kind: 'percent', rateMillionths: 100_000, of: { products: [20] } }, [0, 500]],
    ['of collections', { kind: 'percent', rateMillionths: 100_000, of: { collections: [100] } }, [300, 0]],
    ['an amount, split by price', { kind: 'amount', amount: 1000, of: {} }, [375, 625]],
    ['never more than the goods', { kind: 'amount', amount: 99_999, of: {} }, [3000, 5000]],
    ['an amount off each piece', { kind: 'amount_each', amount: 200, of: { variants: [MUG] } }, [600, 0]],
    ['a fixed price', { kind: 'fixed_price', price: 900, of: {} }, [300, 4100]],
    ['a fixed price above the price gives nothing', { kind: 'fixed_price', price: 6000, of: {} }, [0, 0]],
    ['the cheapest of three', { kind: 'cheapest_free', groupOf: 3, of: {} }, [1000, 0]],
    ['the cheapest of two, twice', { kind: 'cheapest_free', groupOf: 2, of: {} }, [2000, 0]],
    ['a gift that is in the cart', { kind: 'gift', variantId: MUG, quantity: 1 }, [1000, 0]],
    ['a gift that is not', { kind: 'gift', variantId: TENT, quantity: 1 }, [0, 0]],
  ])('%s', (_, benefit, expected) => expect(discounts(cart, [promotion(benefit)])).toEqual(expected));

  const buyGet = (
    buyQuantity: number,
    of: object,
    getQuantity: number,
    get: object,
    most: number | null = null,
  ) => promotion({ kind: 'buy_get', buyQuantity, of, getQuantity, get, rateMillionths: 1_000_000, most });

  it('gives one for two that are bought, of the same goods: of six, two', () => {
    expect(discounts([line(MUG, 6, 1000)], [buyGet(2, {}, 1, {})])).toEqual([2000]);
    expect(discounts([line(MUG, 2, 1000)], [buyGet(2, {}, 1, {})])).toEqual([0]);
  });

  it('gives the cheapest, and never a piece that has to be bought', () => {
    expect(discounts(cart, [buyGet(1, { variants: [LAMP] }, 1, {})])).toEqual([1000, 0]);
    expect(discounts([line(LAMP, 1, 5000)], [buyGet(1, { variants: [LAMP] }, 1, {})])).toEqual([0]);
  });

  it('gives as often as the promotion says', () => {
    expect(discounts([line(MUG, 9, 1000)], [buyGet(2, {}, 1, {}, 2)])).toEqual([2000]);
  });
});

describe('conditions', () => {
  const cart = [line(MUG, 3, 1000)];
  const applies = (condition: Condition, shopper = {}) =>
    discounts(cart, [percent(100_000, {}, { conditions: [condition] })], shopper)[0] === 300;

  it.each<[string, Condition, object, boolean]>([
    ['an amount that is just reached', { kind: 'minimum_amount', amount: 3000, of: {} }, {}, true],
    ['one that is missed by a cent', { kind: 'minimum_amount', amount: 3001, of: {} }, {}, false],
    ['an amount of other goods', { kind: 'minimum_amount', amount: 1, of: { variants: [LAMP] } }, {}, false],
    ['a quantity that is just reached', { kind: 'minimum_quantity', quantity: 3, of: {} }, {}, true],
    ['one that is missed by one', { kind: 'minimum_quantity', quantity: 4, of: {} }, {}, false],
    ['one of several groups', { kind: 'customer_group', groups: [7, 8] }, { groups: [8] }, true],
    ['another group', { kind: 'customer_group', groups: [7, 8] }, { groups: [9] }, false],
    ['a first order', { kind: 'first_order' }, { isFirstOrder: true }, true],
    ['a further order', { kind: 'first_order' }, {}, false],
  ])('%s', (_, condition, shopper, expected) => expect(applies(condition, shopper)).toBe(expected));
});

describe('lanes', () => {
  const cart = [line(MUG, 1, 10_000), line(LAMP, 1, 10_000)];

  it('add up, each working on what the ones before have left', () => {
    expect(discounts(cart, [percent(500_000, {}, { lane: 1 }), percent(500_000, {}, { lane: 2 })])).toEqual([
      7500, 7500,
    ]);
  });

  it('let promotions compete inside, line by line', () => {
    const all = percent(100_000);
    const lamps = percent(300_000, { variants: [LAMP] });
    expect(discounts(cart, [all, lamps])).toEqual([1000, 3000]);
  });

  it('take the first of two that take off the same', () => {
    const [first, second] = [percent(100_000, {}, { code: 'A' }), percent(100_000, {}, { code: 'B' })];
    const order = {
      lines: cart,
      shipping: null,
      shopper: { groups: [], isFirstOrder: false },
      pricesIncludeTax: false,
    };
    const codes = priceOrder({ ...order, promotions: [second, first] }).lines.map(
      (l) => l.adjustments[0]!.code,
    );
    expect(codes).toEqual(['A', 'A']);
  });

  it('give way to a promotion that stands alone only when it takes off more', () => {
    const together = [percent(100_000, {}, { lane: 1 }), percent(100_000, {}, { lane: 2 })];
    expect(discounts(cart, [...together, percent(150_000, {}, { standsAlone: true })])).toEqual([1900, 1900]);
    expect(discounts(cart, [...together, percent(200_000, {}, { standsAlone: true })])).toEqual([2000, 2000]);
  });

  it('send free of charge beside what they take off the goods', () => {
    const free = promotion({ kind: 'free_shipping' });
    const totals = priceOrder({
      lines: cart,
      shipping: { price: 500, taxes: [] },
      promotions: [percent(100_000), free],
      shopper: { groups: [], isFirstOrder: false },
      pricesIncludeTax: false,
    });
    expect(totals).toMatchObject({ discount: 2000, shipping: 0, total: 18_000 });
  });
});
