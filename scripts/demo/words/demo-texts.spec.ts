import { describe, expect, it } from 'vitest';
import { demoCollections, demoProducts, picturesOf } from '../catalogue.js';
import { factsOf } from '../products/product.js';
import { demoLanguages, demoTexts } from './demo-texts.js';
import { translatedAlts, translatedBody } from './translated-product.js';
import { demoTranslationRows } from './translation-rows.js';

const handles = demoProducts.map(({ handle }) => handle);
const paragraphs = (html: string): number => html.split('</p>').length - 1;
/** A measure such as `22 l` or `38`, or letters of a size, is the same in every language. */
const isWord = (text: string): boolean =>
  !/^([\d.,/ x×]+ ?(cm|m|l|ml|g|kg|mm)?|[SMLX/]+|[A-Z0-9]{1,3})$/.test(text);

it('is translated into German, Spanish and French', () => {
  expect(demoLanguages()).toEqual(['de', 'es', 'fr']);
});

describe.each(['de', 'fr', 'es'])('the demo catalogue in %s', (language) => {
  const texts = demoTexts(language);

  it('has each product and each collection, and no other', () => {
    expect(Object.keys(texts.products).toSorted()).toEqual(handles.toSorted());
    expect(Object.keys(texts.collections).toSorted()).toEqual(
      demoCollections.map(({ handle }) => handle).toSorted(),
    );
  });

  it('says of each product as much as the English texts do', () => {
    const different = demoProducts.filter((product) => {
      const body = translatedBody(product, texts.products[product.handle]!, texts);
      return (
        paragraphs(body) !== paragraphs(product.bodyHtml) ||
        factsOf(body).length !== factsOf(product.bodyHtml).length
      );
    });
    expect(different.map(({ handle }) => handle)).toEqual([]);
  });

  it('says nothing empty, and of each picture as much as the English texts do', () => {
    const rows = [...demoTranslationRows(texts)];
    expect(rows.filter((row) => row.at(-1)!.trim() === '')).toEqual([]);
    for (const product of demoProducts) {
      const alts = translatedAlts(product, texts.products[product.handle]!, texts);
      expect(new Set(alts).size).toBe(picturesOf(product).length);
    }
  });

  it('has a word for each option, colour, tag and kind', () => {
    const words = demoProducts.flatMap(({ optionNames, variants, tags, type }) => [
      ...optionNames,
      ...variants.flatMap(({ options }) => options),
      ...tags,
      type,
    ]);
    expect([...new Set(words)].filter((word) => isWord(word) && !texts.words[word])).toEqual([]);
  });

  it('calls a kind of product the same wherever it stands', () => {
    const kinds = demoProducts.map(({ handle, type }) => [type, texts.products[handle]!.type] as const);
    expect(kinds.filter(([type, text]) => texts.words[type] !== text)).toEqual([]);
  });

  it('keeps the values of an option apart', () => {
    const same = demoProducts.filter(({ optionNames, variants }) =>
      optionNames.some((_, nth) => {
        const own = new Set(variants.map(({ options }) => options[nth]!));
        return new Set([...own].map((value) => texts.words[value] ?? value)).size < own.size;
      }),
    );
    expect(same.map(({ handle }) => handle)).toEqual([]);
  });
});
