import { sum, times, type Minor } from '../money/money.js';
import type { LineToPrice } from '../pricing/pricing.types.js';
import type { Condition, Promotion, Shopper } from './promotion.js';
import { fits } from './scope.js';

/** Why a promotion does not apply to this cart and shopper. */
export type WhyNot =
  /** So much more of the goods that are meant, in minor units, or pieces. */
  | { reason: 'minimum_amount'; amount: Minor; missing: Minor }
  | { reason: 'minimum_quantity'; quantity: number; missing: number }
  | { reason: 'customer_group' }
  | { reason: 'first_order' };

/** Null when all conditions hold. */
export function whyNot(
  { conditions }: Pick<Promotion, 'conditions'>,
  lines: readonly LineToPrice[],
  shopper: Shopper,
): WhyNot | null {
  for (const condition of conditions) {
    const refusal = check(condition, lines, shopper);
    if (refusal) return refusal;
  }
  return null;
}

function check(condition: Condition, lines: readonly LineToPrice[], shopper: Shopper): WhyNot | null {
  switch (condition.kind) {
    case 'minimum_amount': {
      const { amount, of } = condition;
      const found = sum(
        lines.filter((line) => fits(of, line)).map((line) => times(line.unitPrice, line.quantity)),
      );
      return found >= amount ? null : { reason: 'minimum_amount', amount, missing: amount - found };
    }
    case 'minimum_quantity': {
      const { quantity, of } = condition;
      const found = sum(lines.filter((line) => fits(of, line)).map((line) => line.quantity));
      return found >= quantity ? null : { reason: 'minimum_quantity', quantity, missing: quantity - found };
    }
    case 'customer_group': {
      const isMember = condition.groups.some((group) => shopper.groups.includes(group));
      return isMember ? null : { reason: 'customer_group' };
    }
    case 'first_order':
      return shopper.isFirstOrder ? null : { reason: 'first_order' };
  }
}
