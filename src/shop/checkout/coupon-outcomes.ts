import { sum, type Minor } from '../../core/money/money.js';
import { priceOrder } from '../../core/pricing/price-order.js';
import type { OrderTotals, PriceRequest } from '../../core/pricing/pricing.types.js';
import { whyNot, type WhyNot } from '../../core/promotions/why-not.js';
import type { CodeRefusal, Offered } from '../promotions/promotions.service.js';

/** Why a code takes nothing off this cart. */
export type CouponRefusal =
  | CodeRefusal
  | ({ code: string } & WhyNot)
  /** Nothing of what it is for is in the cart. */
  | { code: string; reason: 'other_goods' }
  /** For delivery, whose price is not known yet, or is nothing. */
  | { code: string; reason: 'at_delivery' }
  /** What applies already is at least as much, and both do not go together. */
  | { code: string; reason: 'better_offer' };

export interface AppliedCoupon {
  code: string;
  title: string;
  /** What it takes off, minor units. */
  amount: Minor;
}

/** What became of each code that was typed. */
export interface Coupons {
  applied: readonly AppliedCoupon[];
  refused: readonly CouponRefusal[];
}

/** What all promotions together took off, by promotion; minor units. */
export function takenByPromotion({ lines, delivery }: OrderTotals): Map<number, Minor> {
  const taken = new Map<number, Minor>();
  const all = [...lines, ...(delivery ? [delivery] : [])].flatMap(({ adjustments }) => adjustments);
  for (const { promotionId, amount } of all) taken.set(promotionId, (taken.get(promotionId) ?? 0) + amount);
  return taken;
}

export function couponOutcomes(offered: Offered, request: PriceRequest, totals: OrderTotals): Coupons {
  const taken = takenByPromotion(totals);
  const coupons = offered.promotions.flatMap((promotion) =>
    promotion.code === null ? [] : [{ ...promotion, code: promotion.code }],
  );
  const applied = coupons.flatMap(({ id, code, title }) => {
    const amount = taken.get(id) ?? 0;
    return amount > 0 ? [{ code, title, amount }] : [];
  });
  const idle = coupons.filter(({ id }) => !taken.has(id));
  return { applied, refused: [...offered.refused, ...idle.map((coupon) => reasonFor(coupon, request))] };
}

function reasonFor(
  coupon: PriceRequest['promotions'][number] & { code: string },
  request: PriceRequest,
): CouponRefusal {
  const { code } = coupon;
  const refusal = whyNot(coupon, request.lines, request.shopper);
  if (refusal) return { code, ...refusal };
  const alone = takenByPromotion(priceOrder({ ...request, promotions: [coupon] }));
  if (sum([...alone.values()]) > 0) return { code, reason: 'better_offer' };
  return { code, reason: coupon.benefit.kind === 'free_shipping' ? 'at_delivery' : 'other_goods' };
}
