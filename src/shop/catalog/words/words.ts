import { foldValue } from '../../../core/catalog/vocabulary.js';

/** What is called the same in the whole shop: a value that one filters by has one name in a language. */
export const WORD_KINDS = ['option_name', 'option_value', 'product_type', 'tag'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** A word of the shop's own language in another one. */
export type WordRow = readonly [language: string, kind: WordKind, own: string, text: string];

/** All translated words. */
export interface WordTable {
  /** Another one whenever anything here is. */
  state: string;
  /** Into which anything at all of the catalogue is translated. */
  languages: string[];
  rows: WordRow[];
}

/** The words of one language. */
export class Words {
  private readonly texts: ReadonlyMap<string, string>;

  /** As in `WordTable`. */
  readonly state: string;

  constructor(
    readonly language: string,
    { state, rows }: WordTable,
  ) {
    this.state = state;
    const own = rows.filter(([of]) => of === language);
    this.texts = new Map(own.map(([, kind, word, text]) => [keyOf(kind, word), text]));
  }

  /** The word itself when it is not translated. */
  of(kind: WordKind, own: string): string {
    return this.texts.get(keyOf(kind, own)) ?? own;
  }
}

const keyOf = (kind: WordKind, own: string): string => `${kind} ${foldValue(own)}`;
