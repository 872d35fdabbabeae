import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../platform/cache/cache.service.js';
import { orLastKnown } from '../../../platform/cache/last-known.js';
import { cacheNames } from '../cache-names.js';
import type { ProductCard } from '../card.types.js';
import type { CollectionSummary, Listing } from '../listing.types.js';
import type { ProductPage } from '../product.types.js';
import { CollectionRepository } from '../collection.repository.js';
import { cardInLanguage, collectionInLanguage, facetInLanguage, pageInLanguage } from './in-language.js';
import { ShopWords } from './shop-words.service.js';

const TEN_MINUTES = { seconds: 600 };

/** What the catalogue has found, in the language of whoever looks; in the shop's own it stays what it is. */
@Injectable()
export class CatalogWording {
  constructor(
    private readonly words: ShopWords,
    private readonly collectionsTable: CollectionRepository,
    private readonly cache: CacheService,
  ) {}

  /** In the order of the menu. */
  async collections(): Promise<CollectionSummary[]> {
    const [all, words] = await Promise.all([this.allCollections(), this.words.current()]);
    return words ? all.map((one) => collectionInLanguage(one, words)) : all;
  }

  /** How a page reads. With MySQL away collections are called what they were called last. */
  async ofPages(): Promise<(page: ProductPage) => ProductPage> {
    const words = await this.words.current();
    if (!words) return (page) => page;
    const all = await orLastKnown(this.cache, cacheNames.collections, this.allCollections());
    const collections = all.map((one) => collectionInLanguage(one, words));
    return (page) => pageInLanguage(page, words, collections);
  }

  async cards(cards: ProductCard[]): Promise<ProductCard[]> {
    const words = await this.words.current();
    return words ? cards.map((card) => cardInLanguage(card, words)) : cards;
  }

  /** All but its cards. */
  async listing(listing: Listing): Promise<Listing> {
    const words = await this.words.current();
    if (!words) return listing;
    const { collection, facets } = listing;
    return {
      ...listing,
      collection: collection && collectionInLanguage(collection, words),
      facets: facets.map((facet) => facetInLanguage(facet, words)),
    };
  }

  private allCollections(): Promise<CollectionSummary[]> {
    return this.cache.getOrLoad(cacheNames.collections, TEN_MINUTES, () => this.collectionsTable.findAll());
  }
}
