import { Beginnings } from './beginnings.js';
import { lettersOf } from './distance.js';
import { searchLanguages, type SearchLanguage } from './languages.js';

/** So many words are remembered with their singular; the next one begins the memory anew. */
const MOST_REMEMBERED = 100_000;

/** Numbers for the terms that products are found by, counted from 0. A term keeps its number; none is ever taken out. */
export class Lexicon {
  readonly terms: string[] = [];
  /** By term: as it is shown to somebody who mistyped it. */
  readonly shown: string[] = [];
  /** By term: as it is spelt in one word, the plural where only that was seen. */
  readonly spelt: string[] = [];
  /** By term and spelling: see `lettersOf`. */
  readonly letters: number[] = [];
  readonly termBeginnings = new Beginnings(this.terms);
  readonly speltBeginnings = new Beginnings(this.spelt);
  /** By term from its end, for languages with compounds; else empty. */
  private readonly mirrored: string[] = [];
  private readonly mirroredBeginnings = new Beginnings(this.mirrored);
  private readonly numbers = new Map<string, number>();
  private singulars = new Map<string, string>();

  constructor(readonly language: SearchLanguage = searchLanguages.en) {}

  /** The form under which a folded word is found. */
  termOf(word: string): string {
    const known = this.singulars.get(word);
    if (known !== undefined) return known;
    if (this.singulars.size >= MOST_REMEMBERED) this.singulars = new Map();
    const term = this.language.singular(word);
    this.singulars.set(word, term);
    return term;
  }

  /** Numbers of the terms that end like this, in a language with compounds; else none. */
  endingWith(ending: string): Int32Array {
    return this.mirroredBeginnings.of(mirror(ending));
  }

  /** Undefined for a term that nothing has ever had. */
  find(term: string): number | undefined {
    return this.numbers.get(term);
  }

  /** `shown`: how a text spells it. The singular is shown rather than the plural, when both were seen. */
  numberOf(term: string, shown: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) {
      if (shown === term && this.shown[known] !== shown) this.spell(known, shown);
      return known;
    }
    const number = this.terms.push(term) - 1;
    this.numbers.set(term, number);
    this.termBeginnings.put(number);
    if (this.language.hasCompounds) {
      this.mirrored[number] = mirror(term);
      this.mirroredBeginnings.put(number);
    }
    this.spell(number, shown);
    return number;
  }

  /** Puts what is new in its place in the alphabet, which the next look would have to wait for. */
  settle(): void {
    this.termBeginnings.settle();
    this.speltBeginnings.settle();
    this.mirroredBeginnings.settle();
  }

  private spell(number: number, shown: string): void {
    const spelt = shown.replaceAll(' ', '');
    this.shown[number] = shown;
    this.spelt[number] = spelt;
    this.letters[number] = lettersOf(this.terms[number]!) | lettersOf(spelt);
    this.speltBeginnings.put(number);
  }
}

const mirror = (text: string): string => Array.from(text).toReversed().join('');
