import { Injectable } from '@nestjs/common';
import { searchLanguageOf } from '../../../core/search/languages.js';
import { Lexicon } from '../../../core/search/lexicon.js';
import type { SearchableProduct } from '../../../core/search/product-terms.js';
import { SearchIndex } from '../../../core/search/search-index.js';
import { type Segment, toSegment } from '../../../core/search/segment.js';
import { type ListedProduct, ListingRepository, MOST_SEARCHED } from '../listing.repository.js';
import { FIELD_NAMES } from '../words/text-names.js';
import { TranslationRepository } from '../words/translation.repository.js';
import type { Words } from '../words/words.js';

/** Products that are read together, in the order of a snapshot. `state`: another one whenever one of them was saved. */
export interface TermChunk {
  number: number;
  state: string;
  ids: Float64Array;
}

interface HeldSegment {
  /** Of the chunk and of the words that it was made of; empty when it was read too early or too late. */
  state: string;
  segment: Segment;
}

/** What is kept of a language. */
interface TermsOf {
  lexicon: Lexicon;
  /** By number of the chunk. What was read stays, also when the next chunk cannot be read. */
  held: Map<number, HeldSegment>;
  /** Of these segments. */
  index: SearchIndex | null;
  joined: readonly Segment[];
}

const NOTHING: SearchableProduct = {
  title: '',
  type: '',
  vendor: '',
  tags: [],
  options: [],
  skus: [],
  body: '',
};

/**
 * Terms of all listed products as another language calls them, kept as those of the shop's own are. Nothing is read of a language
 * before somebody searches in it. Source: docs/decisions/0044-translations-of-the-catalogue.md.
 */
@Injectable()
export class TranslatedTerms {
  private readonly languages = new Map<string, TermsOf>();

  constructor(
    private readonly listings: ListingRepository,
    private readonly translations: TranslationRepository,
  ) {}

  /** Places are those of `chunks`, one after the other. Reads what has changed: two statements for each chunk. */
  async index(words: Words, chunks: readonly TermChunk[]): Promise<SearchIndex> {
    const { lexicon, held } = this.of(words.language);
    const segments: Segment[] = [];
    for (const chunk of chunks) {
      const known = held.get(chunk.number);
      const isKnown = known?.state === stateOf(chunk, words);
      const found = isKnown ? known : await this.read(chunk, words, lexicon);
      held.set(chunk.number, found);
      // Not looked up at the end: a later snapshot may put another one there meanwhile.
      segments.push(found.segment);
    }
    return this.joined(words.language, segments);
  }

  /** The same as before while no segment is another. */
  private joined(language: string, segments: readonly Segment[]): SearchIndex {
    const terms = this.of(language);
    const isSame =
      terms.index &&
      terms.joined.length === segments.length &&
      segments.every((one, at) => terms.joined[at] === one);
    if (!isSame) [terms.index, terms.joined] = [new SearchIndex(segments, terms.lexicon), segments];
    return terms.index!;
  }

  private of(language: string): TermsOf {
    const known = this.languages.get(language);
    if (known) return known;
    const lexicon = new Lexicon(searchLanguageOf(language));
    const terms: TermsOf = { lexicon, held: new Map(), joined: [], index: null };
    this.languages.set(language, terms);
    return terms;
  }

  /** The texts are read after the products, so that they are never older than what the state stands for. */
  private async read(chunk: TermChunk, words: Words, lexicon: Lexicon): Promise<HeldSegment> {
    const { state, products } = await this.listings.findChunk(chunk.number);
    const ids = products.map(({ id }) => id);
    const names = [FIELD_NAMES.title, FIELD_NAMES.bodyHtml];
    const texts = await this.translations.findOfProducts(ids, words.language, names, MOST_SEARCHED);
    const named = new Map(texts.map(({ id, name, text }) => [`${id} ${name}`, text]));
    const byId = new Map(products.map((product) => [product.id, inWords(product, words, named)]));
    const inOrder = Array.from(chunk.ids, (id) => byId.get(id) ?? NOTHING);
    return {
      state: state === chunk.state ? stateOf(chunk, words) : '',
      segment: toSegment(inOrder, lexicon),
    };
  }
}

const stateOf = ({ state }: TermChunk, words: Words): string => `${state} ${words.state}`;

const inWords = (
  product: ListedProduct,
  words: Words,
  named: ReadonlyMap<string, string>,
): SearchableProduct => ({
  ...product,
  title: named.get(`${product.id} ${FIELD_NAMES.title}`) ?? product.title,
  body: named.get(`${product.id} ${FIELD_NAMES.bodyHtml}`) ?? product.body,
  type: words.of('product_type', product.type),
  tags: product.tags.map((tag) => words.of('tag', tag)),
  options: product.options.map((value) => words.of('option_value', value)),
});
