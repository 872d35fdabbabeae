import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { CouponRefusal, Coupons } from '../../shop/checkout/coupon-outcomes.js';

interface Words {
  messages: Messages;
  formatters: Formatters;
}

/** A promotion that takes something off: its title, the amount with its sign, and the code that takes it away again. */
export interface OfferWords {
  title: string;
  code: string | null;
  amount: string;
}

/** What stands between subtotal and total, and the codes that take nothing off with the reason. */
export interface CouponsView {
  offers: OfferWords[];
  refused: { code: string; text: string }[];
}

/** One row for each promotion, in the order in which they were taken. */
export function offerWords(
  { lines, delivery }: Pick<OrderTotals, 'lines' | 'delivery'>,
  { money }: Formatters,
): OfferWords[] {
  const rows = new Map<number, { title: string; code: string | null; amount: number }>();
  for (const one of [...lines, ...(delivery ? [delivery] : [])].flatMap(({ adjustments }) => adjustments)) {
    const row = rows.get(one.promotionId);
    if (row) row.amount += one.amount;
    else rows.set(one.promotionId, { ...one });
  }
  return [...rows.values()].map(({ title, code, amount }) => ({ title, code, amount: money(-amount) }));
}

export const couponsView = (totals: OrderTotals, { refused }: Coupons, words: Words): CouponsView => ({
  offers: offerWords(totals, words.formatters),
  refused: refused.map((refusal) => ({ code: refusal.code, text: refusalText(refusal, words) })),
});

/** Why a code takes nothing off, and what to do about it. */
export function refusalText(refusal: CouponRefusal, { messages: { t }, formatters }: Words): string {
  const { code, reason } = refusal;
  switch (reason) {
    case 'minimum_amount':
      return t('coupon.refused.minimum_amount', {
        code,
        amount: formatters.money(refusal.amount),
        missing: formatters.money(refusal.missing),
      });
    case 'minimum_quantity':
      return t('coupon.refused.minimum_quantity', {
        code,
        quantity: refusal.quantity,
        missing: refusal.missing,
      });
    case 'not_yet':
      return t('coupon.refused.not_yet', { code, day: formatters.date(refusal.startsAt) });
    default:
      return t(`coupon.refused.${reason}`, { code });
  }
}
