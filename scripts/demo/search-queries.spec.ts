import { expect, it } from 'vitest';
import { Vocabulary } from '../../src/core/catalog/vocabulary.js';
import { toColumns } from '../../src/core/catalog/product-columns.js';
import { Lexicon } from '../../src/core/search/lexicon.js';
import { rank } from '../../src/core/search/rank.js';
import { Search } from '../../src/core/search/search.js';
import { SearchIndex } from '../../src/core/search/search-index.js';
import { toSegment } from '../../src/core/search/segment.js';
import { readSynonyms, SynonymBook, synonymsOf } from '../../src/core/search/synonyms.js';
import { demoProducts } from './catalogue.js';
import { labelledQueries, type LabelledQuery } from './search-queries.js';
import { demoSynonyms } from './synonyms.js';

const listed = demoProducts.map((product, at) => ({
  ...product,
  id: at + 1,
  priceMin: 0,
  priceMax: 0,
  body: product.bodyHtml,
  options: product.variants.flatMap(({ options }) => options),
  skus: product.variants.map(({ sku }) => sku),
  variants: product.variants.map(({ options, onHand }, nth) => ({
    id: 100 * at + nth,
    price: 0,
    options,
    hasStock: onHand > 0,
  })),
}));
const lexicon = new Lexicon();
const index = new SearchIndex([toSegment(listed, lexicon)], lexicon);
const file = readSynonyms(demoSynonyms);
const book = new SynonymBook(file.ok ? synonymsOf(file.lines) : [], lexicon);
const search = new Search(index, book);
const columns = toColumns(listed, new Vocabulary());
const soldOut = columns.hasStock.map((has) => 1 - has);
const bySales = Int32Array.from(listed.keys());

function answer({ typed }: LabelledQuery) {
  const found = search.find({ text: typed, isTyping: false, isAsTyped: false });
  const places = rank(found.scores, { columns, soldOut, bySales });
  return { handles: [...places].map((place) => listed[place]!.handle), corrected: found.corrected };
}

it('reads the synonyms of the demo shop', () => {
  expect(file).toMatchObject({ ok: true });
});

it('has labels for things that there are', () => {
  const handles = new Set(demoProducts.map(({ handle }) => handle));
  expect(labelledQueries.flatMap(({ wanted }) => wanted).filter((handle) => !handles.has(handle))).toEqual(
    [],
  );
  expect(labelledQueries.length).toBeGreaterThanOrEqual(50);
});

it('finds what was meant, for every labelled query', () => {
  const wrong = labelledQueries.flatMap((query) => {
    const { handles, corrected } = answer(query);
    const first = handles.slice(0, query.within);
    const isRight =
      query.wanted.every((handle) => first.includes(handle)) && (query.corrected ?? corrected) === corrected;
    return isRight ? [] : [{ ...query, first: handles.slice(0, 5), said: corrected }];
  });
  expect(wrong).toEqual([]);
});
