import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { STOCK_TURNS } from '../../core/inventory/shown-stock.js';
import type { PriceList } from '../../core/pricing/convert.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { orLastKnown } from '../../platform/cache/last-known.js';
import { cacheNames } from './cache-names.js';
import { cardOfPage } from './card-of-page.js';
import { CardRepository } from './card.repository.js';
import type { StoredProduct } from './catalog-input.types.js';
import type { Beside, ProductCard } from './card.types.js';
import type { CollectionSummary, Listing, ListingQuery, Suggested } from './listing.types.js';
import type { ProductPage } from './product.types.js';
import type { SellableVariant } from './variant.types.js';
import { CollectionRepository } from './collection.repository.js';
import { ListingsService, type States } from './listings.service.js';
import { PriceLists } from './price-lists/price-lists.service.js';
import { ProductRepository } from './product.repository.js';
import { besides, relatedTo } from './related-sql.js';
import { besideOf, MOST_BESIDE } from './beside.js';
import { shownVariant, type ShownVariant } from './shown-variant.js';
import { StoredProductRepository } from './stored-product.repository.js';
import { CatalogWording } from './words/catalog-wording.service.js';
import { ShopWords } from './words/shop-words.service.js';
import type { Words } from './words/words.js';

const MOST_SUGGESTED = 250;
const TEN_MINUTES = { seconds: 600 };
const NOTHING_BESIDE: Beside = { related: [], together: [], isSample: false };
const LISTING = { seconds: 60, tags: [cacheNames.listings, STOCK_TURNS] };

/** Everything that reads the catalogue, in the language of whoever looks. Only active, published products are shown. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly cache: CacheService,
    private readonly products: ProductRepository,
    private readonly cards: CardRepository,
    private readonly collectionsTable: CollectionRepository,
    private readonly listings: ListingsService,
    private readonly stored: StoredProductRepository,
    private readonly priceLists: PriceLists,
    private readonly words: ShopWords,
    private readonly wording: CatalogWording,
  ) {}

  /**
   * A product as its page shows it. What it says of stock in words (`shownStock`) is a second behind at most; numbers above
   * those in words may be older. Null when there is none to show. At the prices of `list`, as all that has one here;
   * null for the shop's own.
   */
  async productPage(handle: string, list: PriceList | null = null): Promise<ProductPage | null> {
    if (handle.length > 255) return null;
    const name = cacheNames.productPage(handle);
    const found = this.currentPage(handle);
    const [page, said] = await Promise.all([orLastKnown(this.cache, name, found), this.wording.ofPages()]);
    return page && said(await this.priceLists.page(page, list));
  }

  /** The handle under which a renamed product is found now. */
  renamedTo(oldHandle: string): Promise<string | null> {
    return this.products.findRedirect(oldHandle);
  }

  /** The handle under which a renamed collection is found now. */
  collectionRenamedTo(oldHandle: string): Promise<string | null> {
    return this.collectionsTable.findRedirect(oldHandle);
  }

  /** Null when there is no such collection. With `list` all prices are those of a price list, also those of `query`. */
  async listing(query: ListingQuery, list: PriceList | null = null): Promise<Listing | null> {
    // Not as part of the load: the first time takes longer than a load may, and would hold its place among the few at a time.
    const words = await this.opened(query);
    const language = words?.language;
    const name = cacheNames.listing(
      digestOf({ ...query, ...(list && { list }), ...(language && { language }) }),
    );
    const keep = list ? { ...LISTING, tags: [...LISTING.tags, cacheNames.pricesIn(list.currency)] } : LISTING;
    const found = this.cache.getOrLoad(name, keep, ([catalogue, stock, prices]) =>
      this.loadListing(query, { catalogue: catalogue!, stock: stock!, prices }, list, words),
    );
    const listing = await orLastKnown(this.cache, name, found);
    if (!listing) return null;
    const cards = await this.shownCards(listing.cards, list);
    return this.wording.listing(cards === listing.cards ? listing : { ...listing, cards });
  }

  /** Resolves when what lists are made of has been read, or could not be: then whoever asks for a list tries again. */
  async openListings(): Promise<void> {
    await this.listings.opened();
    const all = await this.words.allSearched().catch(() => []);
    for (const words of all) await this.listings.openedIn(words);
  }

  /** In the order of the menu. */
  collections(): Promise<CollectionSummary[]> {
    return this.wording.collections();
  }

  /** Products that have the words of `text`, best first; the last word may be unfinished. */
  async suggest(text: string, limit: number, list: PriceList | null = null): Promise<Suggested> {
    // Not as part of the load; see `listing`.
    const words = await this.opened({ search: text, sort: 'relevance' });
    const language = words?.language;
    const name = cacheNames.suggestions(digestOf({ text, limit, ...(language && { language }) }));
    // Null is kept for less: there is no end of words that nothing has.
    const found = await this.cache.getOrLoad(name, LISTING, async ([catalogue, stock]) => {
      const states = { catalogue: catalogue!, stock: stock! };
      const suggested = await this.listings.suggest(text, Math.min(limit, MOST_SUGGESTED), states, words);
      return suggested.cards.length + suggested.queries.length > 0 ? suggested : null;
    });
    if (!found) return { cards: [], corrected: null, queries: [] };
    return { ...found, cards: await this.shownCards(found.cards, list) };
  }

  /** Variants as they are sold now, for sale or not; unknown ids are left out. One statement, never cached. */
  async variantsByIds(ids: readonly number[]): Promise<Map<number, SellableVariant>> {
    return this.products.findVariants(ids, await this.words.current());
  }

  /**
   * Variants as the pages of their products show them, from the cache when it knows them. One that is left out may exist
   * all the same: ask `variantsByIds`.
   */
  async shownVariants(ids: readonly number[]): Promise<Map<number, ShownVariant>> {
    const [handles, said] = await Promise.all([this.handlesOf(ids), this.wording.ofPages()]);
    const pages = await Promise.all(
      handles.map(async (handle) => (handle === null ? null : this.currentPage(handle))),
    );
    return new Map(
      ids.flatMap((id, nth) => {
        const page = pages[nth];
        const shown = page ? shownVariant(said(page), id) : null;
        return shown ? [[id, shown] as const] : [];
      }),
    );
  }

  /** Ids of the collections that these products are in, by product. From MySQL: orders are priced by it. */
  collectionIdsOf(productIds: readonly number[]): Promise<Map<number, number[]>> {
    return this.collectionsTable.findIdsOf(productIds);
  }

  /** Ids of the variants that carry a SKU; a SKU need not be unique. */
  variantIdsBySku(sku: string): Promise<number[]> {
    return this.products.findVariantIdsBySku(sku);
  }

  /** Products that share collections, type or tags with this one, named by handle or id, closest first. */
  async related(
    product: string | number,
    limit: number,
    list: PriceList | null = null,
  ): Promise<ProductCard[]> {
    if (String(product).length > 255) return [];
    const name = cacheNames.related(product, limit);
    // Null is kept for less: anybody may ask for the relatives of what does not exist.
    const found = await this.cache.getOrLoad(name, TEN_MINUTES, async () => {
      const cards = await this.cards.findBest(relatedTo(product), limit);
      return cards.length > 0 ? cards : null;
    });
    return this.shownCards(found ?? [], list);
  }

  /** What the page of a product shows beside it: one statement, one value. Ten minutes behind at most, but for what is bought together. */
  async beside(handle: string, list: PriceList | null = null): Promise<Beside> {
    if (handle.length > 255) return NOTHING_BESIDE;
    // Null is kept for less, as in `related`.
    const found = await this.cache.getOrLoad(cacheNames.beside(handle), TEN_MINUTES, async () => {
      const scored = await this.cards.findScored(besides(handle), MOST_BESIDE);
      return scored.length > 0 ? besideOf(scored) : null;
    });
    if (!found) return NOTHING_BESIDE;
    const { related, together, isSample } = found;
    const cards = await this.shownCards([...related, ...together], list);
    return { related: cards.slice(0, related.length), together: cards.slice(related.length), isSample };
  }

  /** Cards of these products, in the order asked for; hidden and unknown ones are left out. */
  async productsById(ids: readonly number[]): Promise<ProductCard[]> {
    return this.shownCards(await this.cards.findByIds(ids), null);
  }

  /** Cards of these products in the order asked for, from what is known of their pages; hidden and unknown ones are left out. */
  async cardsByHandles(handles: readonly string[], list: PriceList | null = null): Promise<ProductCard[]> {
    const pages = await Promise.all(handles.map((handle) => this.productPage(handle, list)));
    return pages.flatMap((page) => (page ? [cardOfPage(page)] : []));
  }

  /** Whole products with everything staff entered but stock, in the order of their ids, for files and tools. */
  storedProducts(afterId: number, limit: number): Promise<StoredProduct[]> {
    return this.stored.findBatch(afterId, limit);
  }

  /** Whether any product has a video, shown or not. */
  hasVideos(): Promise<boolean> {
    return this.stored.haveVideos();
  }

  /** How many products there are, listed or not. */
  productCount(): Promise<number> {
    return this.stored.count();
  }

  /** At the prices of `list`, in the language of whoever looks. */
  private async shownCards(cards: ProductCard[], list: PriceList | null): Promise<ProductCard[]> {
    return this.wording.cards(await this.priceLists.cards(cards, list));
  }

  private currentPage(handle: string): Promise<ProductPage | null> {
    return this.cache.getOrLoad(cacheNames.productPage(handle), TEN_MINUTES, () =>
      this.products.findPage(handle),
    );
  }

  /** In the order of `variantIds`; null for one that is unknown. */
  private handlesOf(variantIds: readonly number[]): Promise<(string | null)[]> {
    const idOf = new Map(variantIds.map((id) => [cacheNames.handleOfVariant(id), id]));
    return this.cache.getMany([...idOf.keys()], TEN_MINUTES, async (missing) => {
      const handles = await this.products.findHandles(missing.map((name) => idOf.get(name)!));
      return new Map(
        missing.flatMap((name) => {
          const handle = handles.get(idOf.get(name)!);
          return handle === undefined ? [] : [[name, handle] as const];
        }),
      );
    });
  }

  /** In whose words it is searched or put in order; null where that is the same in all languages, or done in the shop's own. */
  private async opened({ search, sort }: Pick<ListingQuery, 'search' | 'sort'>): Promise<Words | null> {
    await this.listings.opened();
    const isByWords = search !== undefined || sort.startsWith('title-');
    const words = isByWords ? await this.words.searched() : null;
    if (words && search !== undefined) await this.listings.openedIn(words);
    return words;
  }

  private async loadListing(
    query: ListingQuery,
    states: States,
    list: PriceList | null,
    words: Words | null,
  ): Promise<Listing | null> {
    const listed = list && { list, convert: this.priceLists.converter(list) };
    if (query.collection === null) return this.listings.find(query, null, states, listed, words);
    const collection = await this.collectionsTable.findHead(query.collection);
    return collection && this.listings.find(query, collection, states, listed, words);
  }
}

/** What people typed may be long, and is no name for a key. */
const digestOf = (question: object): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url');
