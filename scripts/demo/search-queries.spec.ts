import { expect, it } from 'vitest';
import { Vocabulary } from '../../src/core/catalog/vocabulary.js';
import { toColumns } from '../../src/core/catalog/product-columns.js';
import { searchLanguageOf } from '../../src/core/search/languages.js';
import { Lexicon } from '../../src/core/search/lexicon.js';
import { rank } from '../../src/core/search/rank.js';
import { Search } from '../../src/core/search/search.js';
import { SearchIndex } from '../../src/core/search/search-index.js';
import { toSegment } from '../../src/core/search/segment.js';
import { readSynonyms, SynonymBook, synonymsOf } from '../../src/core/search/synonyms.js';
import { demoProducts } from './catalogue.js';
import { labelledQueries, type LabelledQuery } from './search-queries.js';
import { demoSynonyms } from './synonyms.js';
import type { DemoProduct } from './types.js';
import { demoTexts } from './words/demo-texts.js';
import { labelledQueriesIn } from './words/search-queries.js';
import { demoSynonymsIn } from './words/synonyms.js';
import { translatedBody } from './words/translated-product.js';

interface Said {
  title: string;
  type: string;
  tags: string[];
  body: string;
  options: string[];
}

/** The shop of one language. */
function searcher(code: string, synonyms: string, say: (product: DemoProduct) => Said) {
  const listed = demoProducts.map((product, at) => ({
    ...product,
    ...say(product),
    id: at + 1,
    priceMin: 0,
    priceMax: 0,
    skus: product.variants.map(({ sku }) => sku),
    variants: product.variants.map(({ options, onHand }, nth) => ({
      id: 100 * at + nth,
      price: 0,
      options,
      hasStock: onHand > 0,
    })),
  }));
  const lexicon = new Lexicon(searchLanguageOf(code));
  const index = new SearchIndex([toSegment(listed, lexicon)], lexicon);
  const file = readSynonyms(synonyms);
  const search = new Search(index, new SynonymBook(file.ok ? synonymsOf(file.lines) : [], lexicon));
  const columns = toColumns(listed, new Vocabulary());
  const soldOut = columns.hasStock.map((has) => 1 - has);
  const bySales = Int32Array.from(listed.keys());
  const answer = ({ typed }: LabelledQuery) => {
    const found = search.find({ text: typed, isTyping: false, isAsTyped: false });
    const places = rank(found.scores, { columns, soldOut, bySales });
    return { handles: [...places].map((place) => listed[place]!.handle), corrected: found.corrected };
  };
  /** Queries that do not lead to what is wanted, with what they lead to. */
  const wrong = (queries: readonly LabelledQuery[]) =>
    queries.flatMap((query) => {
      const { handles, corrected } = answer(query);
      const first = handles.slice(0, query.within);
      const isRight =
        query.wanted.every((handle) => first.includes(handle)) &&
        (query.corrected ?? corrected) === corrected;
      return isRight ? [] : [{ ...query, first: handles.slice(0, 5), said: corrected }];
    });
  return { file, wrong };
}

const optionsOf = ({ variants }: DemoProduct) => variants.flatMap(({ options }) => options);
const english = searcher('en', demoSynonyms, (product) => ({
  ...product,
  body: product.bodyHtml,
  options: optionsOf(product),
}));

it('reads the synonyms of the demo shop', () => {
  expect(english.file).toMatchObject({ ok: true });
});

it('has labels for things that there are', () => {
  const handles = new Set(demoProducts.map(({ handle }) => handle));
  const all = [labelledQueries, ...Object.values(labelledQueriesIn)].flat();
  expect(all.flatMap(({ wanted }) => wanted).filter((handle) => !handles.has(handle))).toEqual([]);
  expect(labelledQueries.length).toBeGreaterThanOrEqual(50);
});

it('finds what was meant, for every labelled query', () => {
  expect(english.wrong(labelledQueries)).toEqual([]);
});

it.each(['de', 'fr', 'es'])('finds what was meant in another language: %s', (code) => {
  const texts = demoTexts(code);
  const word = (own: string) => texts.words[own] ?? own;
  const { file, wrong } = searcher(code, demoSynonymsIn[code]!, (product) => {
    const text = texts.products[product.handle]!;
    return {
      title: text.title,
      type: text.type,
      tags: product.tags.map(word),
      body: translatedBody(product, text, texts),
      options: optionsOf(product).map(word),
    };
  });
  expect(file).toMatchObject({ ok: true });
  expect(labelledQueriesIn[code]!.length).toBeGreaterThanOrEqual(20);
  expect(wrong(labelledQueriesIn[code]!)).toEqual([]);
});
