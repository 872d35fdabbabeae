import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../config/paths.js';
import { readTexts } from './catalogue.js';

const OWN = 'en';
/** Plain words, as the parser numbers its parts. */
const LITERAL = '0';
const THEME = join(PROJECT_ROOT, 'themes', 'studio', 'messages');
const folders = [join(PROJECT_ROOT, 'views', 'messages'), THEME];
const translations = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((language) => language !== OWN)
    .map((language) => [language, folder] as const),
);

/** Values that a sentence is given, each with how it is used: a plural that became a plain number reads wrongly. */
function argumentsOf(text: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      if ('value' in part && String(part.type) !== LITERAL) names.add(part.value);
      if ('options' in part)
        for (const option of Object.values(part.options)) walk((option as { value: typeof parts }).value);
    }
  };
  walk(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
  return [...names].toSorted();
}

describe.each(translations)('sentences in %s (%s)', (language, folder) => {
  const own = readTexts(join(folder, OWN));
  const translated = readTexts(join(folder, language));

  it('are there, each of them and no other', () => {
    const keys = [...own.keys()];
    expect({
      missing: keys.filter((key) => !translated.get(key)?.trim()),
      unknown: [...translated.keys()].filter((key) => !own.has(key)),
    }).toEqual({ missing: [], unknown: [] });
  });

  it('are given the same values', () => {
    const other = [...translated].filter(([key, text]) => {
      const [mine, theirs] = [argumentsOf(own.get(key) ?? '', OWN), argumentsOf(text, language)];
      return mine.join() !== theirs.join();
    });
    expect(other).toEqual([]);
  });
});

describe.each(readdirSync(join(PROJECT_ROOT, 'views', 'messages')).filter((one) => one !== OWN))(
  'longer texts in %s',
  (language) => {
    it('are there, each of them', () => {
      const namesIn = (one: string) => readdirSync(join(PROJECT_ROOT, 'content', one)).toSorted();
      expect(namesIn(language)).toEqual(namesIn(OWN));
    });
  },
);
