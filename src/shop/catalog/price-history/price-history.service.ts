import { Inject, Injectable } from '@nestjs/common';
import type { PriceList } from '../../../core/pricing/convert.js';
import { pricesInList } from '../../../core/pricing/list-history.js';
import { isReduced, lowestBefore, type LowestPrice } from '../../../core/pricing/price-history.js';
import { CacheService } from '../../../platform/cache/cache.service.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ENV, type Env } from '../../../platform/config/env.js';
import { cacheNames } from '../cache-names.js';
import type { ProductPage } from '../product.types.js';
import { OWN, toChanges, toListChanges } from './change-rows.js';
import { PriceHistoryRepository } from './price-history.repository.js';

const TEN_MINUTES = 600;
const KEPT_DAYS = 3 * 366;
const AT_ONCE = 5000;

/** The lowest price before each reduction of a product, by variant. */
type Lowest = Record<number, LowestPrice>;

/** What things cost before. The shop's own prices come with the pages of products; those of price lists are asked for here. */
@Injectable()
export class PriceHistory {
  constructor(
    private readonly history: PriceHistoryRepository,
    private readonly cache: CacheService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Pick<Env, 'CURRENCY' | 'SHOP_TIME_ZONE'>,
  ) {}

  /** `page`, which has the prices of `list`, with the lowest prices of that list. Asks for nothing when nothing is reduced. */
  async pageIn(page: ProductPage, list: PriceList): Promise<ProductPage> {
    const lowest = page.variants.some(isReduced) ? await this.lowestIn(page, list) : {};
    const variants = page.variants.map(({ lowest: _ofShop, ...variant }) => {
      const own = lowest[variant.id];
      return own && isReduced(variant) ? { ...variant, lowest: own } : variant;
    });
    return { ...page, variants };
  }

  /** For the worker: notes what nobody has noted, and deletes what is too old to matter; a few variants in a statement. */
  async tidy(): Promise<boolean> {
    await this.history.noteUnseenLists(this.clock.now());
    for (let after = 0; ;) {
      const some = await this.history.nextVariants(after, AT_ONCE);
      if (!some) return false;
      await this.history.noteUnseen(some, this.clock.now());
      await this.history.deleteOutdated(some, KEPT_DAYS);
      after = some.last;
    }
  }

  /** Named by all that the page shows: what is kept never belongs to other prices, nor to the same ones of another time. */
  private lowestIn(page: ProductPage, list: PriceList): Promise<Lowest> {
    const prices = page.variants.map(({ id, price, compareAtPrice }) => [id, price, compareAtPrice]);
    const of = JSON.stringify([list.currency, page.updatedAt, prices]);
    const keep = { seconds: TEN_MINUTES, tags: [cacheNames.pricesIn(list.currency)] };
    return this.cache.getOrLoad(cacheNames.lowestPrices(page.id, of), keep, () =>
      this.findLowest(page, list),
    );
  }

  private async findLowest({ id, variants }: ProductPage, { currency }: PriceList): Promise<Lowest> {
    const [rows, listRows] = await Promise.all([
      this.history.findOfProduct(id, currency),
      this.history.findOfList(currency),
    ]);
    const byVariant = Map.groupBy(rows, (row) => row.variant_id);
    const lists = toListChanges(listRows);
    return Object.fromEntries(
      variants.filter(isReduced).flatMap((variant) => {
        const some = byVariant.get(variant.id) ?? [];
        const base = toChanges(some.filter((row) => row.currency === OWN));
        const own = toChanges(some.filter((row) => row.currency !== OWN));
        const changes = pricesInList({ base, own, lists }, this.env.CURRENCY);
        const found = lowestBefore(changes, variant, this.env.SHOP_TIME_ZONE);
        return found ? [[variant.id, found] as const] : [];
      }),
    );
  }
}
