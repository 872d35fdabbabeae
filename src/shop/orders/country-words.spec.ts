import { describe, expect, it } from 'vitest';
import { inLanguage } from '../../platform/language/current-language.js';
import { countriesByName, countryName } from './country-words.js';

const CODES = ['US', 'DE', 'AT', 'SE'];
const named = () => countriesByName(CODES).map(({ name }) => name);

describe('countries in words', () => {
  it('stand in the order of their names in the current language, whoever asked before', () => {
    expect(named()).toEqual(['Austria', 'Germany', 'Sweden', 'United States']);
    expect(inLanguage('de', named)).toEqual(['Deutschland', 'Österreich', 'Schweden', 'Vereinigte Staaten']);
    expect(named()).toEqual(['Austria', 'Germany', 'Sweden', 'United States']);
  });

  it('are listed anew for other countries', () => {
    expect(countriesByName(['FR']).map(({ code }) => code)).toEqual(['FR']);
    expect(named()).toHaveLength(4);
  });

  it('go by their code where they have no name', () => {
    expect(countryName('QM')).toBe('QM');
  });
});
