import { describe, expect, it } from 'vitest';
import type { LineToPrice } from '../pricing/pricing.types.js';
import type { Condition } from './promotion.js';
import { whyNot } from './why-not.js';

const line = (variantId: number, quantity: number, unitPrice: number): LineToPrice => ({
  variantId,
  productId: variantId,
  collectionIds: [],
  quantity,
  unitPrice,
  listPrice: unitPrice,
  taxes: [],
});
const cart = [line(1, 3, 1000), line(2, 1, 5000)];
const refusal = (...conditions: Condition[]) =>
  whyNot({ conditions }, cart, { groups: [1], isFirstOrder: false });

describe('why a promotion does not apply', () => {
  it.each<[Condition, object]>([
    [
      { kind: 'minimum_amount', amount: 10_000, of: {} },
      { reason: 'minimum_amount', amount: 10_000, missing: 2000 },
    ],
    [
      { kind: 'minimum_amount', amount: 3001, of: { variants: [1] } },
      { reason: 'minimum_amount', amount: 3001, missing: 1 },
    ],
    [
      { kind: 'minimum_quantity', quantity: 6, of: {} },
      { reason: 'minimum_quantity', quantity: 6, missing: 2 },
    ],
    [{ kind: 'customer_group', groups: [2, 3] }, { reason: 'customer_group' }],
    [{ kind: 'first_order' }, { reason: 'first_order' }],
  ])('%j', (condition, expected) => expect(refusal(condition)).toEqual(expected));

  it('is the first of its conditions that does not hold, and nothing when all do', () => {
    const members: Condition = { kind: 'customer_group', groups: [1] };
    expect(refusal(members, { kind: 'first_order' }, { kind: 'customer_group', groups: [9] })).toEqual({
      reason: 'first_order',
    });
    expect(refusal(members)).toBeNull();
    expect(refusal()).toBeNull();
  });
});
