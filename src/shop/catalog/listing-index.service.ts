import { Injectable } from '@nestjs/common';
import { joinColumns, type ProductColumns, toColumns } from '../../core/catalog/product-columns.js';
import { Vocabulary } from '../../core/catalog/vocabulary.js';
import { searchLanguageOf } from '../../core/search/languages.js';
import { Lexicon } from '../../core/search/lexicon.js';
import { SearchIndex } from '../../core/search/search-index.js';
import { type Segment, toSegment } from '../../core/search/segment.js';
import { ownLanguage } from '../../platform/language/locales.js';
import { ListingRepository } from './listing.repository.js';
import { ListingSnapshot } from './listing-snapshot.js';
import { Newest } from './newest.js';
import { SynonymRepository } from './search/synonym.repository.js';
import { TranslatedTerms } from './search/translated-terms.service.js';
import type { Words } from './words/words.js';

interface Chunk {
  /** That of the rows that were read, whatever was expected: what a replica gave too early is read once more. */
  state: string;
  columns: ProductColumns;
  segment: Segment;
}

/** So long a snapshot serves while no change is heard of: sales move the best sellers without one. */
const MOST_MS = 60_000;

/**
 * All listed products in this process, in columns. When the catalogue's state has changed, one statement tells which chunks
 * have, and only these are read again. Source: docs/decisions/0023-listings-from-columns.md.
 */
@Injectable()
export class ListingIndex {
  private readonly newest = new Newest<ListingSnapshot>();
  private readonly vocabulary = new Vocabulary();
  private readonly lexicon = new Lexicon(searchLanguageOf(ownLanguage()));
  /** By number. What was read stays, also when the next chunk cannot be read. */
  private readonly chunks = new Map<number, Chunk>();
  /** Of all chunks; null as soon as one of them is another. */
  private columns: ProductColumns | null = null;
  private terms: SearchIndex | null = null;
  private first: Promise<unknown> | null = null;
  private latest: ListingSnapshot | null = null;
  /** By language: which words were opened last. */
  private readonly firstIn = new Map<string, { state: string; opening: Promise<unknown> }>();
  private since = 0;
  /** Counted up when the time of a snapshot is over. */
  private turn = 0;

  constructor(
    private readonly listings: ListingRepository,
    private readonly synonyms: SynonymRepository,
    private readonly translated: TranslatedTerms,
  ) {}

  /** Resolves when the first attempt to read all products has ended, however it did. Never rejects. */
  async opened(): Promise<void> {
    await (this.first ??= this.in('').catch(() => undefined));
  }

  /** The same for searches in another language, and again whenever its words have changed: that takes as long. */
  async openedIn(words: Words): Promise<void> {
    await this.opened();
    const known = this.firstIn.get(words.language);
    const open = known?.state === words.state ? known.opening : this.openIn(words);
    this.firstIn.set(words.language, { state: words.state, opening: open });
    await open;
  }

  /** `state`: another text after each change of the catalogue. */
  in(state: string): Promise<ListingSnapshot> {
    if (performance.now() - this.since > MOST_MS) this.nextTurn();
    return this.newest.get(`${state} ${this.turn}`, () => this.read());
  }

  private async openIn(words: Words): Promise<void> {
    await this.latest?.search(words).catch(() => undefined);
  }

  private nextTurn(): void {
    this.since = performance.now();
    this.turn += 1;
  }

  private async read(): Promise<ListingSnapshot> {
    this.since = performance.now();
    const states = await this.listings.findChunkStates();
    for (const number of this.chunks.keys()) if (!states.has(number)) this.put(number, null);
    for (const [number, state] of states)
      if (this.chunks.get(number)?.state !== state) this.put(number, await this.readChunk(number));
    const inOrder = this.inOrder();
    this.columns ??= joinColumns(inOrder.map(({ columns }) => columns));
    this.terms ??= new SearchIndex(
      inOrder.map(({ segment }) => segment),
      this.lexicon,
    );
    const chunks = this.numbers().map((number, nth) => {
      const { state, columns } = inOrder[nth]!;
      return { number, state, ids: columns.ids };
    });
    this.latest = new ListingSnapshot(
      this.columns,
      this.vocabulary,
      this.terms,
      this.listings,
      this.synonyms,
      chunks,
      this.translated,
    );
    return this.latest;
  }

  private put(number: number, chunk: Chunk | null): void {
    this.columns = null;
    this.terms = null;
    if (chunk) this.chunks.set(number, chunk);
    else this.chunks.delete(number);
  }

  private async readChunk(number: number): Promise<Chunk> {
    const { state, products } = await this.listings.findChunk(number);
    return {
      state,
      columns: toColumns(products, this.vocabulary),
      segment: toSegment(products, this.lexicon),
    };
  }

  private inOrder(): Chunk[] {
    return this.numbers().map((number) => this.chunks.get(number)!);
  }

  private numbers(): number[] {
    return [...this.chunks.keys()].toSorted((a, b) => a - b);
  }
}
