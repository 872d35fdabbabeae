import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { codeKey } from '../../core/promotions/coupon-code.js';
import type { Promotion } from '../../core/promotions/promotion.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { promotionNames } from './cache-names.js';
import {
  customerLimit,
  isLimited,
  isUsedUp,
  runs,
  type Orderer,
  type PromotionRecord,
  type UnlockedPromotion,
} from './promotion-record.js';
import { PromotionUsesRepository } from './promotion-uses.repository.js';
import { PromotionRepository } from './promotion.repository.js';

/** Why a code unlocks nothing, whatever is in the cart. Dates are moments. */
export type CodeRefusal =
  | { code: string; reason: 'unknown' }
  | { code: string; reason: 'not_yet'; startsAt: Date }
  | { code: string; reason: 'ended' }
  | { code: string; reason: 'used_up' }
  | { code: string; reason: 'used_by_you' }
  /** Nobody can tell just now. */
  | { code: string; reason: 'away' };

/** What may apply to a cart: whether it does is for its prices to say. */
export interface Offered {
  promotions: readonly (PromotionRecord & Pick<Promotion, 'code'>)[];
  refused: readonly CodeRefusal[];
}

/** A promotion that an order was priced with. */
export interface Redemption {
  promotion: PromotionRecord;
  code: string | null;
}

const KEEP = { seconds: 60 };

/** Which promotions run, which of them codes unlock, and who has used them. */
@Injectable()
export class PromotionsService {
  constructor(
    private readonly promotions: PromotionRepository,
    private readonly uses: PromotionUsesRepository,
    private readonly cache: CacheService,
    private readonly clock: Clock,
  ) {}

  /**
   * For one cart. `isFresh`: from MySQL, for who orders; else those that apply by themselves come from the cache, at most a
   * second behind a change. Errors: UnavailableError.
   */
  async offered(codes: readonly string[], who: Orderer, isFresh: boolean): Promise<Offered> {
    const at = this.clock.now();
    const all = isFresh ? await this.promotions.automatic(at) : await this.upcoming();
    const automatic = all.filter((promotion) => runs(promotion, at) && !isUsedUp(promotion));
    const { unlocked, refused } = await this.unlock(codes, at);
    const usable = await this.withinLimits([...automatic.map(withoutCode), ...unlocked], who);
    const spent = unlocked.filter((promotion) => !usable.includes(promotion));
    return {
      promotions: usable,
      refused: [...refused, ...spent.map(({ code }) => ({ code, reason: 'used_by_you' }) as const)],
    };
  }

  /** Those that apply by themselves, now or later; as they were a second ago at most. */
  async upcoming(): Promise<PromotionRecord[]> {
    const stored = await this.cache.getOrLoad(promotionNames.automatic, KEEP, () =>
      this.promotions.automatic(this.clock.now()),
    );
    return stored.map(revived);
  }

  /**
   * Notes that an order uses these, inside its transaction. False when one of them is used up, or has ended: then the
   * transaction must not commit.
   */
  async redeem(
    tx: EntityManager,
    order: { id: number; email: string; customerId: number | null; placedAt: Date },
    redemptions: readonly Redemption[],
  ): Promise<boolean> {
    // One order for all, or two orders with the same two promotions would wait for each other.
    for (const { promotion, code } of redemptions.toSorted((a, b) => a.promotion.id - b.promotion.id)) {
      const isCounted = isLimited(promotion);
      if (isCounted && !(await this.uses.takeOne(tx, promotion.id, order.placedAt))) return false;
      const isDone = await this.uses.insert(tx, {
        promotionId: promotion.id,
        orderId: order.id,
        code,
        email: order.email,
        customerId: order.customerId,
        limit: customerLimit(promotion),
        isCounted,
        usedAt: order.placedAt,
      });
      if (!isDone) return false;
    }
    return true;
  }

  /** An order came to nothing: what it used may be used again. Safe to repeat. */
  giveBack(tx: EntityManager, orderId: number): Promise<void> {
    return this.uses.giveBack(tx, orderId);
  }

  /** When an account goes: what it has used belongs to nobody from then on. */
  leaveCustomer(tx: EntityManager, customerId: number): Promise<void> {
    return this.uses.leaveCustomer(tx, customerId);
  }

  private async unlock(
    codes: readonly string[],
    at: Date,
  ): Promise<{ unlocked: UnlockedPromotion[]; refused: CodeRefusal[] }> {
    const typed = codes.map((code) => ({ code, key: codeKey(code) }));
    const found = await this.promotions.byCodes(typed.flatMap(({ key }) => key ?? []));
    const answers = typed.map(({ code, key }) =>
      refusalOf(
        code,
        found.find((one) => one.key === key),
        at,
      ),
    );
    const refused = answers.filter((answer) => answer !== null);
    const isRefused = new Set(refused.map(({ code }) => codeKey(code)));
    return { unlocked: found.filter(({ key }) => !isRefused.has(key)), refused };
  }

  private async withinLimits<T extends PromotionRecord>(
    promotions: readonly T[],
    who: Orderer,
  ): Promise<T[]> {
    const limited = promotions.filter((promotion) => customerLimit(promotion) !== null);
    const isKnown = who.customerId !== null || who.email !== null;
    if (limited.length === 0 || !isKnown) return [...promotions];
    const counts = await this.uses.counts(
      limited.map(({ id }) => id),
      who,
    );
    return promotions.filter(
      (promotion) => (counts.get(promotion.id) ?? 0) < (customerLimit(promotion) ?? Infinity),
    );
  }
}

const withoutCode = (promotion: PromotionRecord) => ({ ...promotion, code: null });

/** Dates are texts in the cache. */
const revived = (stored: PromotionRecord): PromotionRecord => ({
  ...stored,
  startsAt: new Date(stored.startsAt),
  endsAt: stored.endsAt && new Date(stored.endsAt),
});

function refusalOf(code: string, found: UnlockedPromotion | undefined, at: Date): CodeRefusal | null {
  if (!found || found.stoppedAt !== null) return { code, reason: 'unknown' };
  if (found.startsAt > at) return { code, reason: 'not_yet', startsAt: found.startsAt };
  if (!runs(found, at)) return { code, reason: 'ended' };
  return isUsedUp(found) ? { code, reason: 'used_up' } : null;
}
