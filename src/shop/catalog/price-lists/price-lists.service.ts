import { Inject, Injectable } from '@nestjs/common';
import { conversion, type Convert, type PriceList } from '../../../core/pricing/convert.js';
import { CacheService } from '../../../platform/cache/cache.service.js';
import { ENV, type Env } from '../../../platform/config/env.js';
import { cacheNames } from '../cache-names.js';
import type { ProductCard } from '../card.types.js';
import type { FeedProduct } from '../outward.types.js';
import type { ProductPage } from '../product.types.js';
import type { SellableVariant } from '../variant.types.js';
import { PriceHistory } from '../price-history/price-history.service.js';
import { cardIn, NO_OWN_PRICES, pageIn, ownIn, variantsIn, type OwnPrices } from './own-prices.js';
import { PriceListRepository } from './price-list.repository.js';

const TEN_MINUTES = { seconds: 600 };

type Variants = ReadonlyMap<number, SellableVariant>;

/**
 * Price lists, and what the catalogue costs by them. Null stands for the shop's own prices everywhere, which are those of the
 * variants: nothing is asked and nothing copied for them.
 */
@Injectable()
export class PriceLists {
  constructor(
    private readonly repository: PriceListRepository,
    private readonly history: PriceHistory,
    private readonly cache: CacheService,
    @Inject(ENV) private readonly env: Pick<Env, 'CURRENCY'>,
  ) {}

  /** In the order of their codes, without the shop's own; a second behind at most. */
  all(): Promise<PriceList[]> {
    return this.cache.getOrLoad(cacheNames.priceLists, TEN_MINUTES, () => this.repository.findAll());
  }

  /** As `all` knows it. Null for the shop's currency and for one that has no list. */
  async find(currency: string | null): Promise<PriceList | null> {
    if (currency === null || currency === this.env.CURRENCY) return null;
    return (await this.all()).find((list) => list.currency === currency) ?? null;
  }

  /** From MySQL, now: the list, and the variants at its prices. Null as in `find`. */
  async exactly(
    currency: string | null,
    variants: Variants,
  ): Promise<{ list: PriceList; variants: Variants } | null> {
    if (currency === null || currency === this.env.CURRENCY) return null;
    const found = await this.repository.findExact(currency, [...variants.keys()]);
    if (!found) return null;
    const { list, own } = found;
    return { list, variants: byId(variantsIn([...variants.values()], own, this.converter(list))) };
  }

  /** How other amounts than prices become those of a list: of promotions and of delivery. */
  converter(list: PriceList): Convert;
  converter(list: PriceList | null): Convert | null;
  converter(list: PriceList | null): Convert | null {
    return list && conversion(list, this.env.CURRENCY);
  }

  /** Variants as pages show them. */
  async variants(variants: Variants, list: PriceList | null): Promise<Variants> {
    if (!list || variants.size === 0) return variants;
    const all = [...variants.values()];
    const prices = await this.ownPrices(all.map(({ productId }) => productId));
    const own = new Map([...prices.values()].flatMap((some) => [...ownIn(some, list)]));
    return byId(variantsIn(all, own, this.converter(list)));
  }

  async page(page: ProductPage, list: PriceList | null): Promise<ProductPage> {
    if (!list) return page;
    const prices = await this.ownPrices([page.id]);
    const priced = pageIn(page, prices.get(page.id) ?? NO_OWN_PRICES, list, this.env.CURRENCY);
    return this.history.pageIn(priced, list);
  }

  /** In the order of `cards`. */
  async cards(cards: ProductCard[], list: PriceList | null): Promise<ProductCard[]> {
    if (!list || cards.length === 0) return cards;
    const prices = await this.ownPrices(cards.map(({ id }) => id));
    return cards.map((card) => cardIn(card, prices.get(card.id) ?? NO_OWN_PRICES, list, this.env.CURRENCY));
  }

  /** From MySQL, so that who reads the whole catalogue does not push out of the cache what visitors look at. */
  async feed(products: FeedProduct[], list: PriceList | null): Promise<FeedProduct[]> {
    if (!list) return products;
    const prices = await this.repository.findOfProducts(products.map(({ id }) => id));
    const convert = this.converter(list);
    return products.map((product) => {
      const own = ownIn(prices.get(product.id) ?? NO_OWN_PRICES, list);
      return { ...product, variants: variantsIn(product.variants, own, convert) };
    });
  }

  /** By product. What the cache does not hold is one question to Redis, and one to MySQL. */
  private async ownPrices(productIds: readonly number[]): Promise<Map<number, OwnPrices>> {
    const ids = [...new Set(productIds)];
    const idOf = new Map(ids.map((id) => [cacheNames.ownPrices(id), id]));
    const found = await this.cache.getMany([...idOf.keys()], TEN_MINUTES, async (missing) => {
      const prices = await this.repository.findOfProducts(missing.map((name) => idOf.get(name)!));
      return new Map(missing.map((name) => [name, prices.get(idOf.get(name)!) ?? NO_OWN_PRICES]));
    });
    return new Map(ids.map((id, nth) => [id, found[nth] ?? NO_OWN_PRICES]));
  }
}

const byId = (variants: readonly SellableVariant[]): Variants =>
  new Map(variants.map((variant) => [variant.id, variant]));
