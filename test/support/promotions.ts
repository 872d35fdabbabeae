import type { Database } from '../../src/platform/database/database.js';
import type { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import type { PromotionInput } from '../../src/shop/promotions/promotion-input.js';

let nth = 0;

/** 10 % off everything, from now on, under a handle of its own. */
export const aPromotion = (more: Partial<PromotionInput> = {}): PromotionInput => ({
  handle: `offer-${(nth += 1)}`,
  title: 'Ten off',
  startsAt: new Date(Date.now() - 1000),
  benefit: { kind: 'percent', rateMillionths: 100_000, of: {} },
  ...more,
});

/** A code that no other test has used. */
export const freshCode = (): string => `CODE-${(nth += 1)}`;

/** Makes it. Errors: when the shop refuses it. */
export async function create(editing: EditPromotionsService, input: PromotionInput): Promise<number> {
  const outcome = await editing.create(input);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.id;
}

/** Uses that stand, and the count that is kept of them. */
export async function usesOf(
  database: Database,
  promotionId: number,
): Promise<{ rows: number; counted: number }> {
  const [row] = await database.query<{ rows: number; counted: number }>(
    `SELECT (SELECT COUNT(*) FROM promotion_uses WHERE promotion_id = p.id) AS \`rows\`, p.used AS counted
     FROM promotions p WHERE p.id = ?`,
    [promotionId],
  );
  return row!;
}
