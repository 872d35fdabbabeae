import { columnsInList, type ListedColumns } from '../../core/catalog/columns-in-list.js';
import { placeOf, type ProductColumns } from '../../core/catalog/product-columns.js';
import type { Vocabulary } from '../../core/catalog/vocabulary.js';
import { rank } from '../../core/search/rank.js';
import { type Asked, type Found, Search } from '../../core/search/search.js';
import { SynonymBook, synonymsOf } from '../../core/search/synonyms.js';
import type { Convert, PriceList } from '../../core/pricing/convert.js';
import { Memo } from '../../platform/memo/memo.js';
import type { PlainCard } from './card.repository.js';
import type { ListingOrder, ListingRepository } from './listing.repository.js';
import { Newest } from './newest.js';
import type { SynonymRepository } from './search/synonym.repository.js';
import type { TermChunk, Terms, TranslatedTerms } from './search/translated-terms.service.js';
import type { Words } from './words/words.js';

export interface Hits extends Pick<Found, 'corrected' | 'others'> {
  /** Best first. */
  places: Int32Array;
}

interface Searched extends Pick<Terms, 'spelling'> {
  search: Search;
}

/** Two to three megabytes. */
const MOST_CARDS = 2000;

/** The listed products in one state of the catalogue. Lists are read when they are asked for, and kept. Places are those of the columns. */
export class ListingSnapshot {
  private readonly lists = new Map<string, Newest<Int32Array>>();
  private readonly priceLists = new Map<string, Newest<ListedColumns>>();
  private readonly soldOutVariants = new Newest<Uint8Array>();
  /** By language; empty for the shop's own. */
  private readonly searches = new Map<string, Newest<Searched>>();
  /** Those that lists have shown lately: the same products come up again and again, whatever is searched for. By id. */
  readonly cards = new Memo<PlainCard, number>(MOST_CARDS);

  constructor(
    readonly columns: ProductColumns,
    readonly vocabulary: Vocabulary,
    private readonly own: Terms,
    private readonly listings: ListingRepository,
    private readonly synonyms: SynonymRepository,
    private readonly chunks: readonly TermChunk[],
    private readonly translated: TranslatedTerms,
  ) {}

  /** Places of all products in the order of their ids. */
  everything(): Int32Array {
    return Int32Array.from(this.columns.ids.keys());
  }

  /** Places of all products in this order. */
  order(order: ListingOrder): Promise<Int32Array> {
    return this.list(order, () => this.listings.findOrder(order));
  }

  /** The same by the titles of a language. */
  titles({ language, state }: Words): Promise<Int32Array> {
    return this.list(`titles ${language} ${state}`, () => this.listings.findTitleOrder(language));
  }

  /** Places of a collection's products, in its own order. */
  members(collectionId: number): Promise<Int32Array> {
    return this.list(`members ${collectionId}`, () => this.listings.findMembers(collectionId));
  }

  /** Products that have every word of a search, in the language of `words`. Not kept. `stock`: as `soldOut` takes it. */
  async hits(asked: Asked, stock: string, words: Words | null): Promise<Hits> {
    const [{ search, spelling }, soldOut, bySales] = await Promise.all([
      this.search(words),
      this.soldOut(stock),
      this.order('sales'),
    ]);
    const { scores, corrected, others } = search.find(asked);
    return {
      places: rank(scores, { columns: this.columns, soldOut, bySales }),
      corrected: corrected && spelling.of(corrected),
      others: others.map((text) => spelling.of(text)),
    };
  }

  /** Words that begin like the last one of `text`, after the others. */
  async completions(text: string, most: number, words: Words | null): Promise<string[]> {
    const { search, spelling } = await this.search(words);
    return search.completions(text, most).map((one) => spelling.of(one));
  }

  /** `words`: of the language that is searched; null for the shop's own. */
  search(words: Words | null): Promise<Searched> {
    const language = words?.language ?? '';
    const searches = this.searches.get(language) ?? new Newest<Searched>();
    this.searches.set(language, searches);
    return searches.get(words?.state ?? '', async () => {
      const { index, spelling } = words ? await this.translated.index(words, this.chunks) : this.own;
      const synonyms = synonymsOf(await this.synonyms.findLines(language));
      return { search: new Search(index, new SynonymBook(synonyms, index.lexicon)), spelling };
    });
  }

  /** By place of a variant: 1 when it cannot be bought. `state`: another text whenever anything sells out or comes back. */
  soldOut(state: string): Promise<Uint8Array> {
    return this.soldOutVariants.get(state, async () => {
      const soldOut = new Set(await this.listings.findSoldOut());
      const { variantIds, hasStock } = this.columns;
      return Uint8Array.from(variantIds, (id, at) => (hasStock[at] === 0 || soldOut.has(id) ? 1 : 0));
    });
  }

  /** At the prices of a list. `state`: another text whenever one of its own prices changes. */
  pricedIn({ currency, rate, roundsTo }: PriceList, state: string, convert: Convert): Promise<ListedColumns> {
    const prices = this.priceLists.get(currency) ?? new Newest<ListedColumns>();
    this.priceLists.set(currency, prices);
    return prices.get([state, rate, roundsTo].join(' '), async () =>
      columnsInList(this.columns, await this.listings.findOwnPrices(currency), convert),
    );
  }

  private list(name: string, find: () => Promise<number[]>): Promise<Int32Array> {
    const list = this.lists.get(name) ?? new Newest<Int32Array>();
    this.lists.set(name, list);
    return list.get('', async () => this.placesOf(await find()));
  }

  /** What is not listed is left out. */
  private placesOf(ids: readonly number[]): Int32Array {
    return Int32Array.from(ids, (id) => placeOf(this.columns.ids, id)).filter((place) => place !== -1);
  }
}
