import { describe, expect, it } from 'vitest';
import { searchWords, singular, termsOf, weights, words } from './terms.js';

describe('words', () => {
  it('are folded: no case, no accents, nothing but letters and digits', () => {
    expect(words('Crème BRÛLÉE, 2×350 ml / Straße')).toEqual(['creme', 'brulee', '2', '350', 'ml', 'straße']);
    expect(words('% _ \\ \' "')).toEqual([]);
  });

  it.each([
    ['mugs', 'mug'],
    ['berries', 'berry'],
    ['boxes', 'box'],
    ['glasses', 'glass'],
    ['glass', 'glass'],
    ['gas', 'gas'],
    ['compass', 'compass'],
  ])('%s means %s', (word, expected) => {
    expect(singular(word)).toBe(expected);
  });
});

it('keeps the highest weight of the places where a term stands', () => {
  const terms = termsOf({ title: 'Mugs', type: 'Mug', vendor: 'Marl', tags: ['gift'], skus: ['LL-1'] });
  expect(terms.get('mug')).toBe(weights.title);
  expect(terms.get('marl')).toBe(weights.vendor);
  expect(terms.get('ll')).toBe(weights.sku);
});

describe('a search', () => {
  it('looks for every word whole, and for the last one as a beginning too', () => {
    expect(searchWords('wool socks')).toEqual([
      { exact: ['wool'], prefix: null },
      { exact: ['socks', 'sock'], prefix: 'socks' },
    ]);
  });

  it('reads 200 characters and eight words at most', () => {
    expect(searchWords('x'.repeat(10_000))[0]!.exact[0]).toHaveLength(64);
    expect(searchWords(Array.from({ length: 90 }, (_, n) => `w${n}`).join(' '))).toHaveLength(8);
  });
});
