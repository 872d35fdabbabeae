import { codeWords, differentTokens, textOfHtml, tokensOf, type Token } from './fold.js';
import type { Lexicon } from './lexicon.js';

/** A product with all that a search looks at. */
export interface SearchableProduct {
  title: string;
  type: string;
  vendor: string;
  tags: readonly string[];
  /** Values of its variants' options. */
  options: readonly string[];
  skus: readonly string[];
  /** The description, as HTML. */
  body: string;
}

/** How much a word counts in each place of a product, 255 at most. */
export const weights = {
  title: 150,
  sku: 140,
  type: 120,
  tag: 90,
  vendor: 80,
  option: 70,
  body: 12,
} as const;

/** A word of a short title says more about the thing: shared among the title's words. */
const TITLE_SHARE = 95;
/** The last word of a title says what it is: a camp kettle is a kettle, a kettle holder is not. */
const HEAD = 30;

/** Every term (number in the lexicon) under which a product is found, with the highest weight of the places where it stands. */
export function termsOf(product: SearchableProduct, lexicon: Lexicon): Map<number, number> {
  const terms = new Terms(lexicon);
  terms.addTitle(product.title);
  terms.addText(product.type, weights.type);
  for (const tag of product.tags) terms.addText(tag, weights.tag);
  terms.addText(product.vendor, weights.vendor);
  for (const option of product.options) terms.addText(option, weights.option);
  for (const sku of product.skus) for (const word of codeWords(sku)) terms.add(word, weights.sku);
  for (const token of differentTokens(textOfHtml(product.body)))
    if (!lexicon.language.stopWords.has(token.word)) terms.addToken(token, weights.body);
  return terms.found;
}

class Terms {
  readonly found = new Map<number, number>();

  constructor(private readonly lexicon: Lexicon) {}

  addTitle(title: string): void {
    // A name goes on after its first comma: "Dinner Candles, Six".
    const head = tokensOf(title.split(',')[0]!).length - 1;
    const tokens = tokensOf(title);
    const weight = weights.title + Math.floor(TITLE_SHARE / Math.max(1, tokens.length));
    for (const [at, token] of tokens.entries()) this.addToken(token, weight + (at === head ? HEAD : 0));
    this.addPairs(tokens, weight);
  }

  addText(text: string, weight: number): void {
    const tokens = tokensOf(text);
    for (const token of tokens) this.addToken(token, weight);
    this.addPairs(tokens, weight);
  }

  addToken({ word, parts }: Token, weight: number): void {
    this.add(word, weight);
    for (const part of parts ?? []) this.add(part, Math.min(weight, weights.option));
  }

  add(word: string, weight: number, shown = word): void {
    const number = this.lexicon.numberOf(this.lexicon.termOf(word), shown);
    if (weight > (this.found.get(number) ?? 0)) this.found.set(number, Math.min(weight, 255));
  }

  /** Neighbours count as one word too: a head lamp is a headlamp. */
  private addPairs(tokens: readonly Token[], weight: number): void {
    for (const [at, { word }] of tokens.entries()) {
      const next = tokens[at + 1]?.word;
      if (next !== undefined) this.add(`${word}${next}`, weight, `${word} ${next}`);
    }
  }
}
