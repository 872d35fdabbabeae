import { z } from 'zod';
import { MAX_PRICE } from '../../core/money/money.js';
import { ALL } from '../../core/promotions/promotion.js';

const MAX_IDS = 1000;
const ids = z.array(z.int().positive()).max(MAX_IDS);
const scope = z
  .strictObject({ variants: ids, products: ids, collections: ids })
  .partial()
  .transform(({ variants, products, collections }) => ({
    ...(variants && { variants }),
    ...(products && { products }),
    ...(collections && { collections }),
  }));
const of = scope.default({});
const amount = z.int().min(1).max(MAX_PRICE);
const pieces = z.int().min(1).max(9_999);
const rateMillionths = z.int().min(1).max(ALL);

const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('minimum_amount'), amount, of }),
  z.strictObject({ kind: z.literal('minimum_quantity'), quantity: pieces, of }),
  z.strictObject({ kind: z.literal('customer_group'), groups: ids.min(1) }),
  z.strictObject({ kind: z.literal('first_order') }),
]);

const benefit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), rateMillionths, of }),
  z.strictObject({ kind: z.literal('amount'), amount, of }),
  z.strictObject({ kind: z.literal('amount_each'), amount, of }),
  z.strictObject({ kind: z.literal('fixed_price'), price: z.int().min(0).max(MAX_PRICE), of }),
  z.strictObject({
    kind: z.literal('buy_get'),
    buyQuantity: pieces,
    of,
    getQuantity: pieces,
    get: scope.default({}),
    rateMillionths,
    most: pieces.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('cheapest_free'), groupOf: pieces.min(2), of }),
  z.strictObject({ kind: z.literal('free_shipping') }),
  z.strictObject({ kind: z.literal('gift'), variantId: z.int().positive(), quantity: pieces }),
]);

/** A promotion as staff hand it in: amounts in minor units, dates as moments. */
export const promotionInput = z.strictObject({
  handle: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single dashes')
    .max(100),
  title: z.string().trim().min(1).max(255),
  lane: z.int().min(1).max(9).default(5),
  standsAlone: z.boolean().default(false),
  codes: z.array(z.string()).max(10_000).default([]),
  startsAt: z.date(),
  endsAt: z.date().nullable().default(null),
  limitTotal: z.int().min(1).max(1_000_000).nullable().default(null),
  limitPerCustomer: z.int().min(1).max(1000).nullable().default(null),
  conditions: z.array(condition).max(20).default([]),
  benefit,
});

export type PromotionInput = z.input<typeof promotionInput>;
