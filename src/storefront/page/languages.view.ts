import { currentLanguage } from '../../platform/language/current-language.js';
import { languageName, localeTag, locales, ownLanguage } from '../../platform/language/locales.js';

/** A page in one language, for search engines. */
export interface Alternate {
  language: string;
  address: string;
}

const folderOf = (language: string): string => (language === ownLanguage() ? '' : `/${language}`);

/** The same page in each language, and for everybody else in the shop's own; none in a shop of one language. */
export function alternatesOf(origin: string, path: string): Alternate[] {
  if (locales().length < 2) return [];
  const address = (language: string) => origin + folderOf(language) + path;
  return [
    ...locales().map((language) => ({ language, address: address(language) })),
    { language: 'x-default', address: address(ownLanguage()) },
  ];
}

/** For the foot of a page: the same page in each language, by its own name; null in a shop of one language. */
export function languageChoices(path: string) {
  if (locales().length < 2) return null;
  const here = currentLanguage() ?? ownLanguage();
  return locales().map((language) => ({
    language,
    name: languageName(language),
    href: folderOf(language) + path,
    isHere: language === here,
  }));
}

/** As link previews write them, `de_DE`: that of the page, and the others. */
export const localesOf = (here: string) => ({
  here: forPreviews(here),
  others: locales()
    .filter((language) => language !== here)
    .map(forPreviews),
});

const forPreviews = (language: string): string => localeTag(language).replace('-', '_');
