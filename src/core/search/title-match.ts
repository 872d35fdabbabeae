import { distances, mostTypos } from './distance.js';
import { tokensOf } from './fold.js';
import type { SearchLanguage } from './languages.js';
import { meaningful, readQuery } from './query.js';

/** A name, such as a collection's, has each word of `text`, or a word that begins like it; one typing mistake counts for none. */
export function matchesName(name: string, text: string, language: SearchLanguage): boolean {
  const typed = meaningful(readQuery(text, language));
  const names = tokensOf(name).map(({ word }) => word);
  return typed.length > 0 && typed.every(({ word }) => names.some((one) => isBeginning(word, one, language)));
}

function isBeginning(typed: string, word: string, { singular }: SearchLanguage): boolean {
  if (word.startsWith(typed) || singular(word) === singular(typed)) return true;
  const most = Math.min(1, mostTypos(typed));
  return most > 0 && distances(typed, word, most).beginning <= most;
}
