import { Injectable } from '@nestjs/common';
import type { Benefit, Condition, Scope } from '../../core/promotions/promotion.js';
import { fits } from '../../core/promotions/scope.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { promotionNames } from './cache-names.js';
import { runs, type PromotionRecord } from './promotion-record.js';
import { PromotionRepository } from './promotion.repository.js';

/** A promotion that anybody gets, as a product's page tells of it. */
export interface PageOffer {
  title: string;
  /** Milliseconds since 1970; null for one without an end. */
  endsAt: number | null;
  scope: Scope;
}

/** Those that run, and when that will be another list: the next start or end. */
interface PageOffers {
  running: PageOffer[];
  until: number | null;
}

/** Never stale: the end of an offer ends the life of the pages that tell of it. */
const KEEP = { seconds: 60, staleSeconds: 0, endsAt: ({ until }: PageOffers) => until };

/** The variants of a product, with what promotions look at. */
interface Goods {
  productId: number;
  variantIds: readonly number[];
  collectionIds: readonly number[];
}

/** What product pages say of promotions: of those that need no code, and are for everybody. */
@Injectable()
export class PageOffersService {
  constructor(
    private readonly promotions: PromotionRepository,
    private readonly cache: CacheService,
    private readonly clock: Clock,
  ) {}

  /** Those that run now. */
  running(): Promise<PageOffers> {
    return this.cache.getOrLoad<PageOffers>(promotionNames.onPages, KEEP, async () => {
      const now = this.clock.now();
      const promotions = (await this.promotions.automatic(now)).filter(isForAll);
      return {
        running: promotions.filter((promotion) => runs(promotion, now)).map(offerOf),
        until: nextChange(promotions, now.getTime()),
      };
    });
  }
}

/** Those that may take something off this product, or off an order with it. Oldest first. */
export const offersOn = ({ running }: PageOffers, goods: Goods): PageOffer[] =>
  running.filter(({ scope }) => goods.variantIds.some((variantId) => fits(scope, { ...goods, variantId })));

/** One with a limit may be used up at any moment: a page that promises it would be wrong. */
const isForAll = ({ conditions, limitTotal, limitPerCustomer }: PromotionRecord): boolean =>
  limitTotal === null && limitPerCustomer === null && !conditions.some(isPersonal);

const isPersonal = ({ kind }: Condition): boolean => kind === 'customer_group' || kind === 'first_order';

const offerOf = ({ title, endsAt, benefit }: PromotionRecord): PageOffer => ({
  title,
  endsAt: endsAt && endsAt.getTime(),
  scope: scopeOf(benefit),
});

function scopeOf(benefit: Benefit): Scope {
  if (benefit.kind === 'gift') return { variants: [benefit.variantId] };
  return 'of' in benefit ? benefit.of : {};
}

function nextChange(promotions: readonly PromotionRecord[], now: number): number | null {
  const moments = promotions.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt?.getTime() ?? 0]);
  const later = moments.filter((moment) => moment > now);
  return later.length === 0 ? null : Math.min(...later);
}
