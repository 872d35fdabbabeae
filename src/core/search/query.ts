import { tokensOf } from './fold.js';
import type { SearchLanguage } from './languages.js';

/** Longer input is cut: nobody types it. */
const MAX_INPUT = 200;
const MAX_WORDS = 8;

export interface QueryWord {
  word: string;
  /** Number and unit of a measure. */
  parts: readonly string[] | null;
  /** A search without it means the same, as long as other words stay. */
  isStopWord: boolean;
}

/** The words of a search, each once. Empty when the text has no word, and then nothing is found. */
export function readQuery(text: string, language: SearchLanguage): QueryWord[] {
  const seen = new Map<string, QueryWord>();
  for (const { word, parts } of tokensOf(text.slice(0, MAX_INPUT)))
    if (!seen.has(word)) seen.set(word, { word, parts, isStopWord: language.stopWords.has(word) });
  return [...seen.values()].slice(0, MAX_WORDS);
}

/** The words that must be found: all, when there are stop words only. */
export function meaningful(words: readonly QueryWord[]): QueryWord[] {
  const some = words.filter(({ isStopWord }) => !isStopWord);
  return some.length > 0 ? some : [...words];
}

/** One text for all spellings of the same search, as reports count it. */
export const foldedQuery = (text: string): string =>
  tokensOf(text.slice(0, MAX_INPUT))
    .map(({ word }) => word)
    .join(' ');
