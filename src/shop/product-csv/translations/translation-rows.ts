import { neutralised } from '../../../core/product-csv/formula.js';
import type { CollectionSummary } from '../../catalog/listing.types.js';
import type { StoredProduct } from '../../catalog/catalog-input.types.js';
import { altName, FIELD_NAMES } from '../../catalog/words/text-names.js';
import type { Words } from '../../catalog/words/words.js';
import { WORD_TYPES } from './translation-columns.js';

/** Texts of a product in the language, by name. */
export type Texts = ReadonlyMap<string, string>;

type WordType = keyof typeof WORD_TYPES;

/** Rows for `words.language`, cells in the order of `translationColumns`. What is not translated has an empty cell. */
export function productRows(product: StoredProduct, texts: Texts, words: Words): string[][] {
  const { handle, title, bodyHtml, seoTitle, seoDescription, type } = product;
  const own = { title, bodyHtml, seoTitle, seoDescription };
  const fields = Object.entries(FIELD_NAMES).flatMap(([key, name]) => {
    const text = own[key as keyof typeof own];
    return text ? [rowOf('PRODUCT', handle, name, words, text, texts.get(name))] : [];
  });
  const types = type
    ? [wordRow('PRODUCT', handle, 'product_type', words, type, words.of('product_type', type))]
    : [];
  const seen = new Set(['']);
  const alts = product.images.flatMap(({ alt }, nth) => {
    if (seen.has(alt)) return [];
    seen.add(alt);
    return [rowOf('MEDIA_IMAGE', `${handle}/${nth + 1}`, 'alt', words, alt, texts.get(altName(alt)))];
  });
  return [...fields, ...types, ...alts];
}

export function collectionRows(
  { handle, title, description, texts }: CollectionSummary,
  words: Words,
): string[][] {
  const own = texts?.[words.language] ?? {};
  return [
    rowOf('COLLECTION', handle, FIELD_NAMES.title, words, title, own.title),
    ...(description
      ? [rowOf('COLLECTION', handle, FIELD_NAMES.bodyHtml, words, description, own.description)]
      : []),
  ];
}

/** Names and values of options, and tags, each once. */
export class ShopWordRows {
  private readonly seen: Record<WordType, Set<string>> = {
    PRODUCT_OPTION: new Set(),
    PRODUCT_OPTION_VALUE: new Set(),
    TAG: new Set(),
  };

  add({ optionNames, variants, tags }: StoredProduct): void {
    for (const name of optionNames) this.seen.PRODUCT_OPTION.add(name);
    for (const { options } of variants)
      for (const value of options) this.seen.PRODUCT_OPTION_VALUE.add(value);
    for (const tag of tags) this.seen.TAG.add(tag);
  }

  rows(words: Words): string[][] {
    return (Object.keys(this.seen) as WordType[]).flatMap((type) =>
      [...this.seen[type]].map((own) =>
        wordRow(type, own, 'name', words, own, words.of(WORD_TYPES[type], own)),
      ),
    );
  }
}

/** A word that is the same in both languages is not translated. */
const wordRow = (
  type: string,
  id: string,
  field: string,
  words: Words,
  own: string,
  text: string,
): string[] => rowOf(type, id, field, words, own, text === own ? undefined : text);

const rowOf = (
  type: string,
  identification: string,
  field: string,
  { language }: Words,
  own: string,
  text: string | undefined,
): string[] => [type, identification, field, language, '', '', own, text ?? ''].map(neutralised);
