export type FacetId = 'vendor' | 'product_type' | 'tag' | `option:${string}`;

/** A value that products are filtered by, as it is spelt. `label` is the name of its facet, spelt as well. */
export interface Word {
  facet: FacetId;
  label: string;
  value: string;
}

export const optionFacet = (name: string): FacetId => `option:${name.toLowerCase()}`;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Texts that the database's collation calls equal: no case, no accents, no blanks at the end. */
export const foldValue = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').trimEnd();

/** The same for values that are one value of one facet, however both are spelt. */
export const groupKey = (facet: string, value: string): string => `${foldValue(facet)}\n${foldValue(value)}`;

/** Numbers for words, counted from 0 in the order in which they come. A word keeps its number; none is ever taken out. */
export class Vocabulary {
  readonly words: Word[] = [];
  /** By word: the first word of the same group, which stands for all of them. */
  readonly groups: number[] = [];
  /** By word: `groupKey`, and its facet folded. */
  readonly keys: string[] = [];
  readonly facets: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly firsts = new Map<string, number>();
  private places: Int32Array | null = null;

  /** By word: its place among all in the order of the alphabet. Whoever compares words compares these. */
  get alphabet(): Int32Array {
    return (this.places ??= placesOf(this.words));
  }

  numberOf(word: Word): number {
    const spelling = `${word.label}\n${word.facet}\n${word.value}`;
    const known = this.numbers.get(spelling);
    if (known !== undefined) return known;
    const number = this.words.push(word) - 1;
    this.numbers.set(spelling, number);
    this.places = null;
    this.fold(word, number);
    return number;
  }

  private fold({ facet, value }: Word, number: number): void {
    const key = groupKey(facet, value);
    if (!this.firsts.has(key)) this.firsts.set(key, number);
    this.groups.push(this.firsts.get(key)!);
    this.keys.push(key);
    this.facets.push(foldValue(facet));
  }
}

function placesOf(words: readonly Word[]): Int32Array {
  const places = new Int32Array(words.length);
  const inOrder = [...words.keys()].toSorted((a, b) => collator.compare(words[a]!.value, words[b]!.value));
  for (const [nth, word] of inOrder.entries()) places[word] = nth;
  return places;
}
