import { Injectable } from '@nestjs/common';
import type { PriceList } from '../../core/pricing/convert.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { cacheNames } from './cache-names.js';
import type { FeedProduct, SitemapEntry, SitemapPart } from './catalog.types.js';
import { PriceLists } from './price-lists/price-lists.service.js';
import { WholeCatalogRepository } from './whole-catalog.repository.js';

const TEN_MINUTES = { seconds: 600 };
const ENTRIES_AT_ONCE = 1000;
const PRODUCTS_AT_ONCE = 250;

/** The whole catalogue for search engines and price comparisons: a batch at a time, so that its size costs time and no memory. */
@Injectable()
export class WholeCatalog {
  constructor(
    private readonly repository: WholeCatalogRepository,
    private readonly priceLists: PriceLists,
    private readonly cache: CacheService,
  ) {}

  /** Which parts of the sitemap have products; ten minutes old at most. */
  sitemapParts(): Promise<SitemapPart[]> {
    return this.cache.getOrLoad(cacheNames.sitemapParts, TEN_MINUTES, () => this.repository.findParts());
  }

  /** The products of one part; nothing for a part that there is not. */
  async *sitemapEntries(part: number): AsyncGenerator<SitemapEntry[]> {
    for (let after = 0; ;) {
      const entries = await this.repository.findEntries(part, after, ENTRIES_AT_ONCE);
      const last = entries.at(-1);
      if (!last) return;
      yield entries;
      after = last.id;
    }
  }

  /** All that can be bought, at the prices of `list`; null for the shop's own. */
  async *products(list: PriceList | null): AsyncGenerator<FeedProduct[]> {
    for (let after = 0; ;) {
      const products = await this.repository.findProducts(after, PRODUCTS_AT_ONCE);
      const last = products.at(-1);
      if (!last) return;
      yield await this.priceLists.feed(products, list);
      after = last.id;
    }
  }
}
