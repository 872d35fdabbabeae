import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CacheService } from '../../platform/cache/cache.service.js';
import { cacheNames } from './cache-names.js';
import { CardRepository } from './card.repository.js';
import type {
  CollectionSummary,
  Listing,
  ListingQuery,
  ProductCard,
  ProductPage,
  SellableVariant,
  SitemapEntry,
  StoredProduct,
} from './catalog.types.js';
import { CollectionRepository } from './collection.repository.js';
import { ListingRepository } from './listing.repository.js';
import { ProductRepository } from './product.repository.js';
import { StoredProductRepository } from './stored-product.repository.js';

const TEN_MINUTES = { seconds: 600 };
const ONE_MINUTE = { seconds: 60 };

/** Everything that reads the catalogue. Only active, published products are shown. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly cache: CacheService,
    private readonly products: ProductRepository,
    private readonly cards: CardRepository,
    private readonly collectionsTable: CollectionRepository,
    private readonly listings: ListingRepository,
    private readonly stored: StoredProductRepository,
  ) {}

  /** A product as its page shows it, without stock: that is asked for afresh. Null when there is none to show. */
  productPage(handle: string): Promise<ProductPage | null> {
    if (handle.length > 255) return Promise.resolve(null);
    return this.cache.getOrLoad(cacheNames.productPage(handle), TEN_MINUTES, () =>
      this.products.findPage(handle),
    );
  }

  /** The handle under which a renamed product is found now. */
  renamedTo(oldHandle: string): Promise<string | null> {
    return this.products.findRedirect(oldHandle);
  }

  /** Null when there is no such collection. */
  async listing(query: ListingQuery): Promise<Listing | null> {
    const generation = await this.cache.getOrLoad(cacheNames.generation, TEN_MINUTES, async () =>
      randomUUID(),
    );
    const digest = createHash('sha256').update(JSON.stringify(query)).digest('base64url');
    return this.cache.getOrLoad(cacheNames.listing(generation, digest), ONE_MINUTE, () =>
      this.loadListing(query),
    );
  }

  /** In the order of the menu. */
  collections(): Promise<CollectionSummary[]> {
    return this.cache.getOrLoad(cacheNames.collections, TEN_MINUTES, () => this.collectionsTable.findAll());
  }

  /** Products whose words start like the words of `text`, best first. */
  suggest(text: string, limit: number): Promise<ProductCard[]> {
    return this.listings.suggest(text, limit);
  }

  /** Variants as they are sold now, for sale or not; unknown ids are left out. One statement, never cached. */
  variantsByIds(ids: readonly number[]): Promise<Map<number, SellableVariant>> {
    return this.products.findVariants(ids);
  }

  /** Ids of the variants that carry a SKU; a SKU need not be unique. */
  variantIdsBySku(sku: string): Promise<number[]> {
    return this.products.findVariantIdsBySku(sku);
  }

  /** Products that share collections, type or tags with this one, closest first. */
  related(productId: number, limit: number): Promise<ProductCard[]> {
    return this.cache.getOrLoad(cacheNames.related(productId, limit), TEN_MINUTES, () =>
      this.cards.findRelated(productId, limit),
    );
  }

  /** Cards of these products, in the order asked for; hidden and unknown ones are left out. */
  productsById(ids: readonly number[]): Promise<ProductCard[]> {
    return this.cards.findByIds(ids);
  }

  /** Every page that search engines should know. */
  async sitemapEntries(): Promise<SitemapEntry[]> {
    const [products, collections] = await Promise.all([this.cards.findSitemap(), this.collections()]);
    return [
      ...collections.map(({ handle, updatedAt }) => ({ kind: 'collection' as const, handle, updatedAt })),
      ...products,
    ];
  }

  /** Whole products with everything staff entered but stock, in the order of their ids, for files and tools. */
  storedProducts(afterId: number, limit: number): Promise<StoredProduct[]> {
    return this.stored.findBatch(afterId, limit);
  }

  /** How many products there are, listed or not. */
  productCount(): Promise<number> {
    return this.stored.count();
  }

  private async loadListing(query: ListingQuery): Promise<Listing | null> {
    if (query.collection === null) return this.listings.find(query, null);
    const collection = await this.collectionsTable.findByHandle(query.collection);
    return collection && this.listings.find(query, collection);
  }
}
