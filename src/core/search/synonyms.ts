import { tokensOf } from './fold.js';
import type { Lexicon } from './lexicon.js';

/** Whoever searches for `from` finds `to` as well. Both are folded words. */
export interface Synonym {
  from: readonly string[];
  to: readonly string[];
}

export type SynonymFile = { ok: true; lines: string[] } | { ok: false; line: number; reason: string };

const MOST_LINES = 5000;
const MOST_WORDS = 5;
const MOST_LETTERS = 1000;

/**
 * The lines of a file of synonyms: `a, b, c` mean the same; `a => b, c` finds b and c for a, and not the other way round.
 * Empty lines and those that begin with `#` are left out. The first line that cannot be read is named, counted from 1.
 */
export function readSynonyms(text: string): SynonymFile {
  const lines: string[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const reason = lines.length >= MOST_LINES ? `more than ${MOST_LINES} lines` : problemOf(line);
    if (reason !== null) return { ok: false, line: index + 1, reason };
    lines.push(line);
  }
  return { ok: true, lines };
}

function problemOf(line: string): string | null {
  if (line.length > MOST_LETTERS) return `longer than ${MOST_LETTERS} characters; write it as several lines`;
  const sides = line.split('=>');
  if (sides.length > 2) return 'more than one "=>"; write each as a line of its own';
  const names = sides.map((side) => side.split(','));
  if (names.flat().some((name) => tokensOf(name).length === 0))
    return 'a name without letters or digits; write "a, b" or "a => b"';
  if (names.flat().some((name) => tokensOf(name).length > MOST_WORDS))
    return `a name of more than ${MOST_WORDS} words`;
  if (sides.length === 1 && names[0]!.length < 2)
    return 'one name alone; write what it means the same as: "a, b"';
  return null;
}

/** What the lines of a file say, one pair for each direction. Lines come from `readSynonyms`. */
export const synonymsOf = (lines: readonly string[]): Synonym[] => lines.flatMap(pairsOf);

function pairsOf(line: string): Synonym[] {
  const sides = line
    .split('=>')
    .map((side) => side.split(',').map((name) => tokensOf(name).map(({ word }) => word)));
  const [from, to] = [sides[0]!, sides[1] ?? sides[0]!];
  return from.flatMap((one) =>
    to.filter((other) => other !== one).map((other) => ({ from: one, to: other })),
  );
}

/** Synonyms by their first word, in the form under which words are found. */
export class SynonymBook {
  private readonly byFirst: ReadonlyMap<string, readonly Synonym[]>;
  /** Single words that lead somewhere: they are no mistakes, also when no product has them. */
  readonly words: ReadonlySet<string>;

  constructor(synonyms: readonly Synonym[], lexicon: Lexicon) {
    const termOf = (word: string) => lexicon.termOf(word);
    // A misspelt name is put right only if the lexicon has the right one.
    for (const { from } of synonyms) for (const word of from) lexicon.numberOf(termOf(word), word);
    const folded = synonyms.map(({ from, to }) => ({ from: from.map(termOf), to: to.map(termOf) }));
    this.byFirst = Map.groupBy(folded, ({ from }) => from[0]!);
    this.words = new Set(folded.flatMap(({ from }) => (from.length === 1 ? from[0]! : [])));
  }

  /** What the terms from place `at` on may mean. */
  at(terms: readonly string[], at: number): readonly Synonym[] {
    const some = this.byFirst.get(terms[at]!) ?? [];
    return some.filter(({ from }) => from.every((term, nth) => terms[at + nth] === term));
  }
}
