import fc from 'fast-check';
import type { PriceRequest } from '../../src/core/pricing/pricing.types.js';
import type { Benefit, Condition, Promotion, Scope } from '../../src/core/promotions/promotion.js';

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 2 });
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({}),
  ids.map((variants) => ({ variants })),
  ids.map((products) => ({ products })),
  ids.map((collections) => ({ collections })),
);
const amount = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 50_000 }));
const few = fc.integer({ min: 1, max: 3 });
const rate = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(100_000, 250_000, 1_000_000));

const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), rateMillionths: rate, of: scope }),
  fc.record({ kind: fc.constant('amount' as const), amount, of: scope }),
  fc.record({ kind: fc.constant('amount_each' as const), amount, of: scope }),
  fc.record({ kind: fc.constant('fixed_price' as const), price: amount, of: scope }),
  fc.record({
    kind: fc.constant('buy_get' as const),
    buyQuantity: few,
    of: scope,
    getQuantity: few,
    get: scope,
    rateMillionths: rate,
    most: fc.option(few),
  }),
  fc.record({
    kind: fc.constant('cheapest_free' as const),
    groupOf: fc.integer({ min: 2, max: 4 }),
    of: scope,
  }),
  fc.record({ kind: fc.constant('free_shipping' as const) }),
  fc.record({ kind: fc.constant('gift' as const), variantId: fc.integer({ min: 1, max: 5 }), quantity: few }),
);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('minimum_amount' as const), amount, of: scope }),
  fc.record({
    kind: fc.constant('minimum_quantity' as const),
    quantity: fc.integer({ min: 1, max: 9 }),
    of: scope,
  }),
  fc.record({ kind: fc.constant('customer_group' as const), groups: ids }),
  fc.record({ kind: fc.constant('first_order' as const) }),
);

const promotion: fc.Arbitrary<Omit<Promotion, 'id'>> = fc.record({
  title: fc.constant('Offer'),
  lane: fc.integer({ min: 1, max: 3 }),
  standsAlone: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  code: fc.constantFrom(null, 'CODE'),
  conditions: fc.array(condition, { maxLength: 2 }),
  benefit,
});

const taxes = fc.array(
  fc.record({
    name: fc.constantFrom('VAT', 'State', 'County'),
    rateMillionths: fc.constantFrom(0, 25_000, 88_750, 190_000, 200_000, 270_000),
  }),
  { maxLength: 3 },
);

/** `listPrice` may be above the price. Few ids, so that scopes meet lines; few pieces, so that groups are met at their edges. */
const line = fc
  .record({
    variantId: fc.integer({ min: 1, max: 5 }),
    productId: fc.integer({ min: 1, max: 5 }),
    collectionIds: ids,
    quantity: fc.integer({ min: 1, max: 7 }),
    unitPrice: amount,
    more: fc.integer({ min: 0, max: 500 }),
    taxes,
  })
  .map(({ more, ...one }) => ({ ...one, listPrice: one.unitPrice + more }));

/** Any cart with any promotions, in any zone of tax. */
export const anyRequest: fc.Arbitrary<PriceRequest> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  shipping: fc.option(fc.record({ price: amount, taxes })),
  promotions: fc
    .array(promotion, { maxLength: 5 })
    .map((list) => list.map((one, index) => ({ ...one, id: index + 1 }))),
  shopper: fc.record({ groups: ids, isFirstOrder: fc.boolean() }),
  pricesIncludeTax: fc.boolean(),
});
