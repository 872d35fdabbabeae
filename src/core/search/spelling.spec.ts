import { expect, it } from 'vitest';
import { searchLanguages } from './languages.js';
import { Spelling } from './spelling.js';

it('writes folded words as names do, and leaves all others', () => {
  const spelling = new Spelling(searchLanguages.fr);
  for (const name of ['Écharpe en laine d’agneau', 'Cinq dés et un gobelet', 'Œuf, l’étui', 'Straße'])
    spelling.note(name);
  expect(spelling.of('echarpe en laine')).toBe('écharpe en laine');
  expect(spelling.of('oeuf etui strasse kettle')).toBe('œuf étui straße kettle');
  // A little word is rather the little word.
  expect(spelling.of('des')).toBe('des');
});
