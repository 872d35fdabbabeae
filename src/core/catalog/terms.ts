/** Longer input is cut: nobody types it, and every word costs a join. */
const MAX_INPUT = 200;
const MAX_WORDS = 8;
const MAX_TERM = 64;

/**
 * The words of a text, folded: no case, no accents, nothing but letters and digits.
 * Source: docs/decisions/0006-search-by-a-table-of-terms.md.
 */
export function words(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => Array.from(word).slice(0, MAX_TERM).join(''));
}

/** `berries` -> `berry`, `boxes` -> `box`, `mugs` -> `mug`; a word that is no plural stays. English rules. */
export function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(x|z|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** How much a word counts in each place of a product. */
export const weights = { title: 10, sku: 8, type: 6, vendor: 4, tag: 4 } as const;

export interface SearchableProduct {
  title: string;
  type: string;
  vendor: string;
  tags: readonly string[];
  skus: readonly string[];
}

/** Every term under which a product is found, with the highest weight of the places where it stands. */
export function termsOf(product: SearchableProduct): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of words(text)) {
      for (const term of [word, singular(word)]) terms.set(term, Math.max(weight, terms.get(term) ?? 0));
    }
  };
  add(product.title, weights.title);
  add(product.type, weights.type);
  add(product.vendor, weights.vendor);
  for (const tag of product.tags) add(tag, weights.tag);
  for (const sku of product.skus) add(sku, weights.sku);
  return terms;
}

export interface SearchWord {
  /** Any of these terms is the word. */
  exact: string[];
  /** Terms that start with this are nearly the word: only the last word is still being typed. */
  prefix: string | null;
}

/** What to look for: all words must be found. Empty when the text has no word, and then nothing is found. */
export function searchWords(text: string): SearchWord[] {
  const all = [...new Set(words(text.slice(0, MAX_INPUT)))].slice(0, MAX_WORDS);
  return all.map((word, index) => ({
    exact: [...new Set([word, singular(word)])],
    prefix: index === all.length - 1 ? word : null,
  }));
}
