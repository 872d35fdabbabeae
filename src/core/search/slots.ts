import type { QueryWord } from './query.js';
import type { Factors, SearchIndex } from './search-index.js';
import type { SynonymBook } from './synonyms.js';

/** Several terms that stand for a word only together. */
interface Together {
  terms: readonly number[];
  factor: number;
}

/** What one word of a search may be found by. */
export interface Slot {
  word: string;
  any: Map<number, number>;
  together: Together[];
}

/** In hundredths: how well a term found this way is what was asked for. */
const factors = { exact: 100, asOne: 95, synonym: 80, ending: 70, beginning: 55, inParts: 50 } as const;
/** Shorter parts of a word are in too many words. */
const SHORTEST_PART = 2;
/** A shorter word is the end of too many. */
const SHORTEST_ENDING = 4;
/** Words of descriptions that begin with less are in nearly all of them. */
const SHORTEST_BEGINNING = 3;

export interface Reading {
  /** Somebody is still typing: the last word counts as a beginning also when it is a word already. */
  isTyping: boolean;
}

/** One slot for each word. A slot with nothing in it is a word that no product has. */
export function slotsOf(
  words: readonly QueryWord[],
  index: SearchIndex,
  book: SynonymBook,
  reading: Reading,
): Slot[] {
  const { lexicon } = index;
  const slots = words.map(({ word }): Slot => ({ word, any: new Map(), together: [] }));
  const terms = words.map(({ word }) => lexicon.termOf(word));
  for (const [at, { word, parts }] of words.entries()) {
    addTerm(slots[at]!, index, terms[at]!, factors.exact);
    if (slots[at]!.any.size === 0) addParts(slots[at]!, index, parts);
    const next = words[at + 1];
    if (next) addAsOne([slots[at]!, slots[at + 1]!], index, lexicon.termOf(`${word}${next.word}`));
    for (const { from, to } of book.at(terms, at))
      addTogether(slots.slice(at, at + from.length), index, to, factors.synonym);
  }
  addBeginning(slots.at(-1), index, reading);
  for (const slot of slots) addEnding(slot, index);
  return slots;
}

function put(any: Map<number, number>, term: number, factor: number): void {
  if (factor > (any.get(term) ?? 0)) any.set(term, factor);
}

function addTerm(slot: Slot, index: SearchIndex, term: string, factor: number): void {
  const number = index.lexicon.find(term);
  if (number !== undefined && index.productsWith(number) > 0) put(slot.any, number, factor);
}

/** "head lamp" may be spelt "headlamp". */
function addAsOne(slots: readonly Slot[], index: SearchIndex, term: string): void {
  for (const slot of slots) addTerm(slot, index, term, factors.asOne);
}

function addTogether(
  slots: readonly Slot[],
  index: SearchIndex,
  words: readonly string[],
  factor: number,
): void {
  const terms = words.map((word) => index.lexicon.find(index.lexicon.termOf(word)));
  if (!terms.every((term) => term !== undefined && index.productsWith(term) > 0)) return;
  const known = terms as number[];
  for (const slot of slots) {
    if (known.length === 1) put(slot.any, known[0]!, factor);
    else slot.together.push({ terms: known, factor });
  }
}

/** "10l" of ten and of litres; "lltote", which is LL-TOTE, in two parts that things are called by. */
function addParts(slot: Slot, index: SearchIndex, measure: readonly string[] | null): void {
  const isTelling = (word: string) => {
    const term = index.lexicon.find(index.lexicon.termOf(word));
    return term !== undefined && index.isTelling(term);
  };
  if (measure) return addTogether([slot], index, measure, factors.inParts);
  for (let at = SHORTEST_PART; at <= slot.word.length - SHORTEST_PART; at += 1) {
    const halves = [slot.word.slice(0, at), slot.word.slice(at)];
    if (halves.every(isTelling)) addTogether([slot], index, halves, factors.inParts);
  }
}

/** Not on a page of results when the word itself is what things are called: nobody who looks for a pot wants all pottery. */
function addBeginning(slot: Slot | undefined, index: SearchIndex, { isTyping }: Reading): void {
  if (!slot) return;
  const isWord = [...slot.any.keys()].some((term) => index.isTelling(term)) || slot.together.length > 0;
  if (isWord && !isTyping) return;
  const isLong = slot.word.length >= SHORTEST_BEGINNING;
  for (const term of index.lexicon.termBeginnings.of(slot.word))
    if (isLong ? index.productsWith(term) > 0 : index.isTelling(term)) put(slot.any, term, factors.beginning);
}

/** A "Stirnlampe" is a "Lampe": words that end with this one, where they are what things are called. */
function addEnding(slot: Slot, index: SearchIndex): void {
  const ending = index.lexicon.termOf(slot.word);
  if (ending.length < SHORTEST_ENDING) return;
  for (const term of index.lexicon.endingWith(ending))
    if (index.isTelling(term)) put(slot.any, term, factors.ending);
}

/** By place: how well a product has the word; 0 when it has not. */
export function slotScores(slot: Slot, index: SearchIndex): Uint8Array {
  const scores = index.scores(slot.any);
  for (const { terms, factor } of slot.together) {
    const [first, ...others] = terms.map((term) => index.scores(only(term, factor)));
    for (const some of others) lower(first!, some);
    for (let place = 0; place < scores.length; place += 1)
      if (first![place]! > scores[place]!) scores[place] = first![place]!;
  }
  return scores;
}

/** To the lower of both. */
function lower(scores: Uint8Array, others: Uint8Array): void {
  for (let place = 0; place < scores.length; place += 1)
    if (others[place]! < scores[place]!) scores[place] = others[place]!;
}

const only = (term: number, factor: number): Factors => new Map([[term, factor]]);

export const isEmpty = ({ any, together }: Slot): boolean => any.size === 0 && together.length === 0;
