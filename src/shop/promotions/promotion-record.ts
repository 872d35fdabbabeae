import type { Promotion } from '../../core/promotions/promotion.js';

/** A promotion as it is stored. */
export interface PromotionRecord extends Omit<Promotion, 'code'> {
  handle: string;
  needsCode: boolean;
  startsAt: Date;
  /** The first moment in which it does not run; null for one without an end. */
  endsAt: Date | null;
  limitTotal: number | null;
  limitPerCustomer: number | null;
  /** Counted where there is a limit. */
  used: number;
  stoppedAt: Date | null;
}

/** A promotion with the code that was typed for it, as it is printed. */
export interface UnlockedPromotion extends PromotionRecord {
  code: string;
  key: string;
}

/** Who orders, as far as it is known. */
export interface Orderer {
  customerId: number | null;
  /** Normal form; null while it is not known. */
  email: string | null;
}

export const runs = (
  { startsAt, endsAt, stoppedAt }: Pick<PromotionRecord, 'startsAt' | 'endsAt' | 'stoppedAt'>,
  at: Date,
): boolean => stoppedAt === null && startsAt <= at && (endsAt === null || at < endsAt);

export const isUsedUp = ({ limitTotal, used }: Pick<PromotionRecord, 'limitTotal' | 'used'>): boolean =>
  limitTotal !== null && used >= limitTotal;

/** A first order is one, whatever else the promotion says of its uses. */
export const customerLimit = ({
  limitPerCustomer,
  conditions,
}: Pick<PromotionRecord, 'limitPerCustomer' | 'conditions'>): number | null =>
  conditions.some(({ kind }) => kind === 'first_order') ? 1 : limitPerCustomer;

/** Whether its uses are counted, which makes orders with it wait for each other for a moment. */
export const isLimited = (promotion: PromotionRecord): boolean =>
  promotion.limitTotal !== null || customerLimit(promotion) !== null;
