import { describe, expect, it } from 'vitest';
import { codeWords, textOfHtml, tokensOf } from './fold.js';
import { searchLanguageOf, searchLanguages } from './languages.js';
import { foldedQuery, meaningful, readQuery } from './query.js';

const words = (text: string) => tokensOf(text).map(({ word }) => word);
const { en, de, fr, es } = searchLanguages;

describe('words', () => {
  it('are folded: no case, no accents, nothing but letters and digits', () => {
    expect(words('Crème BRÛLÉE, 2×350 / Straße')).toEqual(['creme', 'brulee', '2', '350', 'strasse']);
    expect(words("the shepherd's Smørbrød, men’s")).toEqual(['the', 'shepherd', 'smorbrod', 'men']);
    expect(words('% _ \\ \' "')).toEqual([]);
  });

  it.each(['10 l', '10l', '10 L', '10-litre', '10 litres', '10 Liter', '10 litros'])(
    'has one spelling for %s',
    (text) => {
      expect(tokensOf(text)).toEqual([{ word: '10l', parts: ['10', 'l'] }]);
    },
  );

  it('leaves numbers alone that have no unit, and those of codes', () => {
    expect(words('2 mugs, 10 lamps, 0,35 l')).toEqual(['2', 'mugs', '10', 'lamps', '0.35l']);
    expect(codeWords('LL-10-L')).toEqual(['ll', '10', 'l']);
  });

  it('of a description are those that are shown', () => {
    expect(words(textOfHtml('<p class="big">Fish &amp; <b>chips</b></p>'))).toEqual(['fish', 'chips']);
  });
});

describe('plurals', () => {
  it.each([
    ['mugs', 'mug'],
    ['berries', 'berry'],
    ['boxes', 'box'],
    ['glasses', 'glass'],
    ['glass', 'glass'],
    ['gas', 'gas'],
    ['compass', 'compass'],
    ['knives', 'knife'],
    ['gloves', 'glove'],
    ['axes', 'axe'],
  ])('%s means %s', (word, expected) => {
    expect(en.singular(word)).toBe(expected);
  });

  it.each([
    [de, 'lampe lampen', 'lamp'],
    [de, 'mutze mutzen', 'mutz'],
    [de, 'becher bechern bechers', 'bech'],
    [fr, 'bateau bateaux', 'bateau'],
    [fr, 'journal journaux', 'journal'],
    [fr, 'bougie bougies', 'bougie'],
    [es, 'farol faroles', 'farol'],
    [es, 'luz luces', 'luz'],
    [es, 'taza tazas', 'taza'],
  ])('meet their singular in other languages', (language, words, expected) => {
    for (const word of words.split(' ')) expect(language.singular(word)).toBe(expected);
  });

  it('are those of the language that a code begins with; a language without rules has none', () => {
    expect(searchLanguageOf('de-AT')).toBe(de);
    expect(searchLanguageOf('constructor').singular('lampen')).toBe('lampen');
  });
});

describe('a search', () => {
  it('needs no stop words, unless there is nothing else', () => {
    const needed = (text: string) => meaningful(readQuery(text, en)).map(({ word }) => word);
    expect(needed('a mug for the tea')).toEqual(['mug', 'tea']);
    expect(needed('for the')).toEqual(['for', 'the']);
  });

  it('reads 200 characters and eight words at most, each once', () => {
    expect(readQuery('x'.repeat(10_000), en)[0]!.word).toHaveLength(64);
    expect(readQuery(Array.from({ length: 90 }, (_, n) => `w${n}`).join(' '), en)).toHaveLength(8);
    expect(readQuery('mug Mug MUG', en)).toHaveLength(1);
  });

  it('is counted under one text, however it is spelt', () => {
    expect(foldedQuery('  Dry BAG, 10 Litres')).toBe('dry bag 10l');
  });
});
