import { expect, it } from 'vitest';
import { searchLanguages } from './languages.js';
import { Lexicon } from './lexicon.js';

const words = ['lampe', 'stirnlampe', 'campinglampe', 'ampel', 'lampenöl', 'e'];

it('knows which words end with another one, where a language puts words together', () => {
  const lexicon = new Lexicon(searchLanguages.de);
  for (const word of words) lexicon.numberOf(word, word);
  const ends = (ending: string) =>
    new Set(Array.from(lexicon.endingWith(ending), (term) => lexicon.terms[term]));
  expect(ends('lampe')).toEqual(new Set(['lampe', 'stirnlampe', 'campinglampe']));
  expect(ends('nöl')).toEqual(new Set(['lampenöl']));
  expect(ends('kanne')).toEqual(new Set());
});

it('looks for none elsewhere', () => {
  const lexicon = new Lexicon();
  for (const word of words) lexicon.numberOf(word, word);
  expect([...lexicon.endingWith('lampe')]).toEqual([]);
});
