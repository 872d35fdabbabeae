import type { WordKind } from './words.js';

/** What can be translated as a thing of its own. */
export type Resource = 'product' | 'collection' | WordKind;

/** `name`: a field, in the names of `text-names.ts`; of a word the word itself. `text` null: none any more. */
export interface TextChange {
  language: string;
  name: string;
  text: string | null;
}

/** Texts of one thing, written together or not at all. `id` 0 for words, which are one thing together. */
export interface Translated {
  resource: Resource;
  id: number;
  texts: readonly TextChange[];
}

/** A product or a collection with what it says in the shop's own language. */
export interface Original {
  id: number;
  handle: string;
  /** Of a product; empty of a collection. */
  type: string;
  /** What its pictures say, in their order. */
  alts: string[];
}

/** How many texts were written, taken away, and are there already. */
export interface TranslationCounts {
  written: number;
  removed: number;
  unchanged: number;
}
