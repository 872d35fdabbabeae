import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { limits } from '../../core/catalog/limits.js';
import { STOCK_TURNS } from '../../core/inventory/shown-stock.js';
import type { PriceList } from '../../core/pricing/convert.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { cacheNames } from './cache-names.js';
import type { FeedProduct, SitemapEntry, SitemapPart } from './outward.types.js';
import { PriceLists } from './price-lists/price-lists.service.js';
import { WholeCatalogRepository } from './whole-catalog.repository.js';
import { feedProductInLanguage } from './words/in-language.js';
import { FIELD_NAMES } from './words/text-names.js';
import { ShopWords } from './words/shop-words.service.js';
import { TranslationRepository } from './words/translation.repository.js';

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
    private readonly translations: TranslationRepository,
    private readonly words: ShopWords,
  ) {}

  /** Which parts of the sitemap have products; ten minutes old at most. */
  sitemapParts(): Promise<SitemapPart[]> {
    return this.cache.getOrLoad(cacheNames.sitemapParts, TEN_MINUTES, () => this.repository.findParts());
  }

  /** Another text after each change of the catalogue, and every ten minutes. Costs MySQL nothing. */
  stateOfEntries(): Promise<string> {
    return this.state('entries', [cacheNames.listings]);
  }

  /** The same of what `products` gives at the prices of `list`, stock included. */
  stateOfProducts(list: PriceList | null): Promise<string> {
    const own = list ? [cacheNames.pricesIn(list.currency)] : [];
    return this.state(`products ${list?.currency ?? ''}`, [cacheNames.listings, STOCK_TURNS, ...own]);
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
      yield await this.inWords(await this.priceLists.feed(products, list));
      after = last.id;
    }
  }

  private state(of: string, tags: string[]): Promise<string> {
    return this.cache.getOrLoad(cacheNames.wholeCatalog(of), { ...TEN_MINUTES, tags }, () =>
      Promise.resolve(randomUUID()),
    );
  }

  /** One more statement in another language than the shop's own, none in that. */
  private async inWords(products: FeedProduct[]): Promise<FeedProduct[]> {
    const words = await this.words.current();
    if (!words) return products;
    const ids = products.map(({ id }) => id);
    const names = [FIELD_NAMES.title, FIELD_NAMES.bodyHtml];
    const texts = await this.translations.findOfProducts(ids, words.language, names, limits.body);
    const own = Map.groupBy(texts, ({ id }) => id);
    return products.map((product) => {
      const named = (own.get(product.id) ?? []).map(
        ({ name, text }) => [name === FIELD_NAMES.title ? 'title' : 'bodyHtml', text] as const,
      );
      return feedProductInLanguage(product, words, Object.fromEntries(named));
    });
  }
}
