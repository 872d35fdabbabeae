import { translationColumns } from '../../../src/shop/product-csv/translations/translation-columns.js';
import { demoCollections, demoProducts } from '../catalogue.js';
import type { DemoProduct } from '../types.js';
import type { DemoTexts } from './demo-texts.js';
import { translatedAlts, translatedBody } from './translated-product.js';

/** The demo catalogue in one language as rows of Shopify's file of translations, the names of the columns first. */
export function* demoTranslationRows(texts: DemoTexts): Generator<string[]> {
  yield [...translationColumns];
  for (const product of demoProducts) yield* productRows(product, texts);
  for (const { handle } of demoCollections) {
    const { title, description } = texts.collections[handle]!;
    yield rowOf('COLLECTION', handle, 'title', texts, title);
    yield rowOf('COLLECTION', handle, 'body_html', texts, description);
  }
  for (const [type, own] of wordsOf(demoProducts)) {
    const text = texts.words[own];
    if (text !== undefined) yield rowOf(type, own, 'name', texts, text);
  }
}

function* productRows(product: DemoProduct, texts: DemoTexts): Generator<string[]> {
  const text = texts.products[product.handle]!;
  const { title, type, seoTitle, seoDescription } = text;
  const fields = {
    title,
    body_html: translatedBody(product, text, texts),
    product_type: type,
    meta_title: seoTitle,
    meta_description: seoDescription,
  };
  for (const [field, value] of Object.entries(fields))
    if (value !== undefined) yield rowOf('PRODUCT', product.handle, field, texts, value);
  for (const [nth, alt] of translatedAlts(product, text, texts).entries())
    yield rowOf('MEDIA_IMAGE', `${product.handle}/${nth + 1}`, 'alt', texts, alt);
}

/** Each once, in English. */
function wordsOf(products: readonly DemoProduct[]): [type: string, own: string][] {
  const distinct = (type: string, words: string[]) =>
    [...new Set(words)].map((own): [string, string] => [type, own]);
  return [
    ...distinct(
      'PRODUCT_OPTION',
      products.flatMap(({ optionNames }) => optionNames),
    ),
    ...distinct(
      'PRODUCT_OPTION_VALUE',
      products.flatMap(({ variants }) => variants.flatMap(({ options }) => options)),
    ),
    ...distinct(
      'TAG',
      products.flatMap(({ tags }) => tags),
    ),
  ];
}

const rowOf = (type: string, id: string, field: string, { language }: DemoTexts, text: string): string[] => [
  type,
  id,
  field,
  language,
  '',
  '',
  '',
  text,
];
