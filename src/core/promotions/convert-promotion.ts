import type { Convert } from '../pricing/convert.js';
import type { Benefit, Condition, Promotion } from './promotion.js';

/** A promotion with its amounts in the currency of a price list. Rates and pieces are the same in every currency. */
export const convertPromotion = <T extends Pick<Promotion, 'conditions' | 'benefit'>>(
  promotion: T,
  convert: Convert,
): T => ({
  ...promotion,
  conditions: promotion.conditions.map((condition) => convertCondition(condition, convert)),
  benefit: convertBenefit(promotion.benefit, convert),
});

const convertCondition = (condition: Condition, convert: Convert): Condition =>
  condition.kind === 'minimum_amount' ? { ...condition, amount: convert(condition.amount) } : condition;

function convertBenefit(benefit: Benefit, convert: Convert): Benefit {
  switch (benefit.kind) {
    case 'amount':
    case 'amount_each':
      return { ...benefit, amount: convert(benefit.amount) };
    case 'fixed_price':
      return { ...benefit, price: convert(benefit.price) };
    default:
      return benefit;
  }
}
