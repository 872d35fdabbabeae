import { setImmediate as sent } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ListedColumns } from '../../core/catalog/columns-in-list.js';
import { cardStockAt, type CardStock } from '../../core/catalog/stock-in-columns.js';
import { hasNone } from '../../core/catalog/wanted.js';
import { countListing, type ListingCount } from '../../core/catalog/count-listing.js';
import type { Convert, PriceList } from '../../core/pricing/convert.js';
import { CardRepository, withStock } from './card.repository.js';
import type { ProductCard } from './card.types.js';
import type { Listing, ListingQuery, ListingSort, Suggested } from './listing.types.js';
import type { CollectionHead } from './collection.repository.js';
import { facetsOf } from './facets.js';
import { ListingIndex } from './listing-index.service.js';
import type { Hits, ListingSnapshot } from './listing-snapshot.js';
import type { ListingOrder } from './listing.repository.js';
import type { Words } from './words/words.js';

const MOST_PER_PAGE = 250;
const MOST_COMPLETIONS = 3;

const ORDERS: Record<Exclude<ListingSort, 'manual' | 'relevance'>, { by: ListingOrder; isDown: boolean }> = {
  'best-selling': { by: 'sales', isDown: true },
  'best-rated': { by: 'rating', isDown: true },
  'title-ascending': { by: 'title', isDown: false },
  'title-descending': { by: 'title', isDown: true },
  'price-ascending': { by: 'price', isDown: false },
  'price-descending': { by: 'price', isDown: true },
  'created-descending': { by: 'created', isDown: true },
  'created-ascending': { by: 'created', isDown: false },
};

/** Texts that stand for a state: of the catalogue, of what is sold out, and of the prices of a list. */
export interface States {
  catalogue: string;
  stock: string;
  prices?: string | undefined;
}

/** By which prices a list of products is filtered and ordered. */
export interface Listed {
  list: PriceList;
  convert: Convert;
}

/** Pages of products: filtered, counted and put in order in this process; only the cards of the page are read. */
@Injectable()
export class ListingsService {
  constructor(
    private readonly index: ListingIndex,
    private readonly cards: CardRepository,
  ) {}

  /** Resolves when what lists are made of has been read, or could not be: after a start a second or two for 50,000 products. */
  opened(): Promise<void> {
    return this.index.opened();
  }

  /** As `opened`, for searches in another language. */
  openedIn(words: Words): Promise<void> {
    return this.index.openedIn(words);
  }

  /**
   * `listed` null: by the shop's own prices. Cards have these in either case. `words` null: titles and searches in the shop's
   * own language.
   */
  async find(
    query: ListingQuery,
    collection: CollectionHead | null,
    states: States,
    listed: Listed | null = null,
    words: Words | null = null,
  ): Promise<Listing> {
    const snapshot = await this.index.in(states.catalogue);
    const { vocabulary } = snapshot;
    const prices = listed && (await snapshot.pricedIn(listed.list, states.prices ?? '', listed.convert));
    const columns = prices?.columns ?? snapshot.columns;
    const [hits, soldOut, order] = await Promise.all([
      hitsOf(snapshot, query, states, words),
      snapshot.soldOut(states.stock),
      orderOf(snapshot, query, prices, words),
    ]);
    const base = await baseOf(snapshot, hits, collection);
    const counted = () => countListing(columns, vocabulary, base, soldOut, query.filters);
    const cardsAt = (page: Int32Array) => this.cardsOf(snapshot, stocksAt(page, snapshot, soldOut));
    const { count, cards } =
      order === null && hasNone(query.filters)
        ? await atOnce(cardsAt(cut(base, query)), counted)
        : await inTurn(counted, (fits) =>
            cardsAt(pageOf(order ?? { places: base, isDown: false }, fits, query)),
          );
    return {
      collection: collection && { ...collection, productCount: base.length },
      total: count.total,
      cards,
      facets: facetsOf(query.filters, count),
      priceRange: count.priceRange,
      page: query.page,
      pageCount: Math.ceil(count.total / sizeOf(query)),
      ...(hits && { wording: { corrected: hits.corrected, others: hits.others } }),
    };
  }

  /** The best products for what somebody has typed so far, and what they may have meant. */
  async suggest(text: string, limit: number, states: States, words: Words | null = null): Promise<Suggested> {
    const snapshot = await this.index.in(states.catalogue);
    const [hits, soldOut] = await Promise.all([
      snapshot.hits({ text, isTyping: true, isAsTyped: false }, states.stock, words),
      snapshot.soldOut(states.stock),
    ]);
    const stocks = stocksAt(hits.places.subarray(0, limit), snapshot, soldOut);
    const completions =
      hits.corrected === null ? await snapshot.completions(text, MOST_COMPLETIONS, words) : [];
    const queries = [hits.corrected ?? [], hits.others, completions].flat();
    return {
      cards: await this.cardsOf(snapshot, stocks),
      corrected: hits.corrected,
      queries: [...new Set(queries)],
    };
  }

  /** In this order; of those that were not shown lately in one statement. What is not listed any more is left out. */
  private async cardsOf(
    { cards }: ListingSnapshot,
    stocks: ReadonlyMap<number, CardStock>,
  ): Promise<ProductCard[]> {
    const ids = [...stocks.keys()];
    const found = await this.cards.findPlain(ids.filter((id) => cards.get(id) === undefined));
    const shown = ids.map((id) => cards.get(id) ?? found.get(id));
    for (const [id, card] of found) cards.set(id, card);
    return shown.flatMap((card) => (card ? withStock(card, stocks.get(card.id)!) : []));
  }
}

/** The products that the list starts from, in the order that is its own. */
async function baseOf(
  snapshot: ListingSnapshot,
  hits: Hits | null,
  collection: CollectionHead | null,
): Promise<Int32Array> {
  const members = collection && (await snapshot.members(collection.id));
  if (hits === null) return members ?? snapshot.everything();
  const isMember = members && new Set(members);
  return isMember ? hits.places.filter((place) => isMember.has(place)) : hits.places;
}

/** Null: nothing is searched for. */
async function hitsOf(
  snapshot: ListingSnapshot,
  query: ListingQuery,
  { stock }: States,
  words: Words | null,
): Promise<Hits | null> {
  const { search: text, isAsTyped = false } = query;
  return text === undefined ? null : snapshot.hits({ text, isTyping: false, isAsTyped }, stock, words);
}

/** Null: the list's own. */
async function orderOf(
  snapshot: ListingSnapshot,
  { sort }: ListingQuery,
  prices: ListedColumns | null,
  words: Words | null,
): Promise<Ordered | null> {
  if (sort === 'manual' || sort === 'relevance') return null;
  const { by, isDown } = ORDERS[sort];
  if (by === 'price' && prices) return { places: prices.byPrice, isDown };
  if (by === 'title' && words) return { places: await snapshot.titles(words), isDown };
  return { places: await snapshot.order(by), isDown };
}

interface Ordered {
  places: Int32Array;
  isDown: boolean;
}

/** The products of the page: of those that fit, in this order. */
function pageOf({ places, isDown }: Ordered, fits: Uint8Array, query: ListingQuery): Int32Array {
  const fitting = places.filter((place) => fits[place] === 1);
  if (isDown) fitting.reverse();
  return cut(fitting, query);
}

function cut(places: Int32Array, query: ListingQuery): Int32Array {
  const size = sizeOf(query);
  return places.subarray((query.page - 1) * size, query.page * size);
}

/** Where all fits, the page is known before anything is counted: MySQL finds its cards meanwhile. */
async function atOnce(found: Promise<ProductCard[]>, counted: () => ListingCount) {
  const [cards, count] = await Promise.all([found, sent().then(counted)]);
  return { cards, count };
}

async function inTurn(counted: () => ListingCount, find: (fits: Uint8Array) => Promise<ProductCard[]>) {
  const count = counted();
  return { count, cards: await find(count.fits) };
}

/** What cards say of stock, by id, in the order of these places. */
function stocksAt(
  places: Int32Array,
  { columns }: ListingSnapshot,
  soldOut: Uint8Array,
): Map<number, CardStock> {
  return new Map(Array.from(places, (place) => [columns.ids[place]!, cardStockAt(columns, soldOut, place)]));
}

const sizeOf = ({ pageSize }: ListingQuery): number => Math.max(1, Math.min(pageSize, MOST_PER_PAGE));
