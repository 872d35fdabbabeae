import { near } from './near.js';
import { meaningful, readQuery, type QueryWord } from './query.js';
import type { SearchIndex } from './search-index.js';
import { isEmpty, slotScores, slotsOf, type Reading, type Slot } from './slots.js';
import type { SynonymBook } from './synonyms.js';

export interface Asked extends Reading {
  text: string;
  /** Nothing is corrected. */
  isAsTyped: boolean;
}

export interface Found {
  /** By place: how well the product has every word, 255 at best; 0 for one that has not. */
  scores: Uint8Array;
  count: number;
  /** What was searched for instead, because nothing has the words as they were typed; null when they were kept. */
  corrected: string | null;
  /** Other searches that find something, best first. */
  others: string[];
}

/** With the best of the scores. */
type Scored = Pick<Found, 'scores' | 'count'> & { best: number };
type Corrected = Scored & { text: string };

const MOST_OTHERS = 3;
/** So few products may be the answer to a mistake. */
const FEW = 2;
/** A product with a better score is called by these words, and not only described with them. */
const WEAK = 45;
/** Spellings that are tried for one search. */
const MOST_TRIED = 24;

/** Searches one state of the catalogue. Source: docs/decisions/0038-search-in-the-process.md. */
export class Search {
  constructor(
    private readonly index: SearchIndex,
    private readonly book: SynonymBook,
  ) {}

  find({ text, isTyping, isAsTyped }: Asked): Found {
    const words = readQuery(text, this.index.lexicon.language);
    const slots = slotsOf(meaningful(words), this.index, this.book, { isTyping });
    const typed = this.scored(slots);
    if (isAsTyped || typed.count > FEW) return { ...typed, corrected: null, others: [] };
    const better = this.corrections(words, slots).filter(({ count }) => count > typed.count);
    const [best] = better;
    if (best && typed.count === 0)
      return {
        ...best,
        corrected: best.text,
        others: better.slice(1, 1 + MOST_OTHERS).map((one) => one.text),
      };
    const isWeak = typed.best < WEAK;
    const others = [...better.map((one) => one.text), ...(isWeak ? this.shorter(slots) : [])];
    return { ...typed, corrected: null, others: others.slice(0, MOST_OTHERS) };
  }

  /** Words that begin like the last one of `text`, with the words before it: the commonest first. */
  completions(text: string, most: number): string[] {
    const words = readQuery(text, this.index.lexicon.language).map(({ word }) => word);
    const last = words.pop();
    if (last === undefined) return [];
    // After other words each has to be tried.
    const few = words.length === 0 ? most : Math.ceil(most / 2);
    const { shown } = this.index.lexicon;
    const texts = this.longer(last, few).map((term) => [...words, shown[term]!].join(' '));
    return words.length === 0 ? texts : texts.filter((one) => this.tried(one).count > 0);
  }

  /** Terms that things are called by and that begin like `word`: the commonest, and of equals the one that was there first. */
  private longer(word: string, most: number): number[] {
    const { spelt, speltBeginnings } = this.index.lexicon;
    const best: number[] = [];
    const isBefore = (a: number, b: number) =>
      this.index.productsWith(a) - this.index.productsWith(b) || b - a;
    for (const term of speltBeginnings.of(word)) {
      if (spelt[term] === word || !this.index.isTelling(term)) continue;
      const at = best.findIndex((other) => isBefore(term, other) > 0);
      if (at === -1) best.push(term);
      else best.splice(at, 0, term);
      if (best.length > most) best.pop();
    }
    return best;
  }

  private scored(slots: readonly Slot[]): Scored {
    if (slots.length === 0 || slots.some(isEmpty))
      return { scores: new Uint8Array(this.index.size), count: 0, best: 0 };
    return meanOf(slots.map((slot) => slotScores(slot, this.index)));
  }

  private tried(text: string): Corrected {
    const words = meaningful(readQuery(text, this.index.lexicon.language));
    return { ...this.scored(slotsOf(words, this.index, this.book, { isTyping: false })), text };
  }

  /**
   * The same search with all words put right that nothing has. When each is known and only all together are too much, with one
   * of them put right, but none that things are called by.
   */
  private corrections(words: readonly QueryWord[], slots: readonly Slot[]): Corrected[] {
    const unknown = slots.filter(isEmpty);
    const suspects = unknown.length > 0 ? unknown : slots;
    const has = new Set(words.map(({ word }) => this.index.lexicon.termOf(word)));
    let texts: string[][] = [words.map(({ word }) => word)];
    const tried: string[][] = [];
    for (const { word } of suspects) {
      const at = words.findIndex((one) => one.word === word);
      const meant = near(word, at === words.length - 1, this.index, this.book).filter(
        ({ term }) => !has.has(this.index.lexicon.terms[term]!),
      );
      const replaced = texts.flatMap((text) =>
        meant.map(({ term }) => text.with(at, this.index.lexicon.shown[term]!)),
      );
      if (unknown.length > 0) texts = replaced.slice(0, MOST_TRIED);
      else tried.push(...replaced);
    }
    const all = unknown.length > 0 ? texts : tried.slice(0, MOST_TRIED);
    return all.map((some) => this.tried(some.join(' ')));
  }

  /** Without one or two of the words, or one alone: what finds something, with as many words as can be, the rarest first. */
  private shorter(slots: readonly Slot[]): string[] {
    if (slots.length < 2) return [];
    const known = slots.filter((slot) => !isEmpty(slot));
    const words = known.map((slot) => ({ word: slot.word, scores: slotScores(slot, this.index) }));
    const without = (some: typeof words) => some.map((_, at) => some.toSpliced(at, 1));
    const sizes = [
      known.length < slots.length ? [words] : [],
      without(words),
      without(words).flatMap(without),
    ];
    for (const some of [...sizes, words.map((word) => [word])]) {
      const found = some
        .filter(({ length }) => length > 0)
        .map((left) => ({
          text: left.map(({ word }) => word).join(' '),
          ...meanOf(left.map(({ scores }) => scores)),
        }))
        .filter(({ count }) => count > 0)
        .toSorted((a, b) => b.best - a.best || a.count - b.count);
      if (found.length > 0) return [...new Set(found.map(({ text }) => text))];
    }
    return [];
  }
}

/** By place, the mean of all scores of the products that have one in each. */
function meanOf(all: readonly Uint8Array[]): Scored {
  const [first, ...others] = all;
  const scores = new Uint8Array(first!.length);
  let [count, best] = [0, 0];
  for (let place = 0; place < scores.length; place += 1) {
    // Most products have not even the first word.
    const sum = first![place] === 0 ? 0 : sumOrNothing(first![place]!, others, place);
    if (sum === 0) continue;
    const score = Math.max(1, Math.floor(sum / all.length));
    scores[place] = score;
    count += 1;
    if (score > best) best = score;
  }
  return { scores, count, best };
}

function sumOrNothing(first: number, others: readonly Uint8Array[], place: number): number {
  let sum = first;
  for (let nth = 0; nth < others.length; nth += 1) {
    const score = others[nth]![place]!;
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}
