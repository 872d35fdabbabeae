import { describe, expect, it } from 'vitest';
import { inLanguage } from '../../platform/language/current-language.js';
import { locales } from '../../platform/language/locales.js';
import { alternatesOf, languageChoices, localesOf } from './languages.view.js';

describe('a page in other languages', () => {
  it('is named for search engines in each of them, and for everybody else in the shop’s own', () => {
    const all = alternatesOf('https://shop.example', '/cart');
    expect(all.map(({ language }) => language)).toEqual([...locales(), 'x-default']);
    expect(all[1]).toEqual({ language: 'de', address: 'https://shop.example/de/cart' });
    expect(all.at(-1)).toEqual({ language: 'x-default', address: 'https://shop.example/cart' });
  });

  it('is one link for each, by the name that the language has for itself', () => {
    const choices = inLanguage('de', () => languageChoices('/search?q=x'))!;
    expect(choices.map(({ name }) => name)).toEqual(['English', 'Deutsch', 'Français', 'Español']);
    expect(choices[0]).toMatchObject({ href: '/search?q=x', isHere: false });
    expect(choices[1]).toMatchObject({ href: '/de/search?q=x', isHere: true });
  });

  it('has a name for link previews', () => {
    expect(localesOf('de')).toEqual({ here: 'de_DE', others: ['en_US', 'fr_FR', 'es_ES'] });
  });
});
