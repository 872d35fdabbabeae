import { bits, distances, lettersOf, mostTypos } from './distance.js';
import type { SearchIndex } from './search-index.js';
import type { SynonymBook } from './synonyms.js';

/** A term that somebody may have meant. */
export interface Near {
  term: number;
  /** Mistakes, and half a one more when the word would only be a beginning. */
  cost: number;
}

const MOST = 6;
/** Shorter words have so many neighbours that words of descriptions would be found for anything. */
const SHORT = 6;

/** Terms that `word` may be a misspelling of, the likeliest first; with `isLast` also those that it begins with a mistake. */
export function near(word: string, isLast: boolean, index: SearchIndex, book: SynonymBook): Near[] {
  const most = mostTypos(word);
  if (most === 0 || /\d/.test(word)) return [];
  const { lexicon } = index;
  const typed = { word, singular: lexicon.termOf(word), isLast, most };
  const letters = lettersOf(word) & lettersOf(typed.singular);
  const found: Near[] = [];
  for (let term = 0; term < lexicon.terms.length; term += 1) {
    if (bits(letters & ~lexicon.letters[term]!) > most || !isWorthy(term, word, index, book)) continue;
    const cost = costOf(typed, lexicon.terms[term]!, lexicon.spelt[term]!);
    if (cost <= most + 0.5) found.push({ term, cost });
  }
  const likely = new Map(found.map((one) => [one, likelihood(word, one.term, one.cost, index)]));
  return found.toSorted((a, b) => likely.get(b)! - likely.get(a)!).slice(0, MOST);
}

function isWorthy(term: number, word: string, index: SearchIndex, book: SynonymBook): boolean {
  const isCommon = word.length < SHORT ? index.isTelling(term) : index.productsWith(term) > 0;
  return isCommon || book.words.has(index.lexicon.terms[term]!);
}

interface Typed {
  word: string;
  singular: string;
  isLast: boolean;
  most: number;
}

/** Singular against singular too: a plural with a mistake has one mistake. */
function costOf({ word, singular, isLast, most }: Typed, term: string, spelt: string): number {
  const { whole, beginning } = distances(word, spelt, most);
  const least =
    singular === word && spelt === term ? whole : Math.min(whole, distances(singular, term, most).whole);
  if (least <= most) return least;
  return isLast && beginning <= most && spelt.length > word.length ? beginning + 0.5 : most + 1;
}

/** Fewer mistakes first, then the first letter, which people rarely miss, then words that things are called. */
function likelihood(word: string, term: number, cost: number, index: SearchIndex): number {
  const first = index.lexicon.terms[term]![0] === word[0] ? 60 : 0;
  return -300 * cost + first + index.bestWeight(term) + Math.min(30, index.productsWith(term));
}
