import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';

/** Those that come with the shop. */
const OURS = ['en', 'de', 'fr', 'es'];

/** How each writes dates and amounts, unless the language itself says it; as BCP 47 tags. */
const TAGS: Readonly<Record<string, string>> = { en: 'en-US', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' };

/** Whether there are texts in a language: a folder of its own below `views/messages`. */
const hasTexts = (language: string): boolean => existsSync(join(PROJECT_ROOT, 'views', 'messages', language));

/** The setting `LOCALES`, whether or not there is such a language. */
export const parseLocales = (text: string | undefined): string[] =>
  text ? text.split(',').map((part) => part.trim()) : OURS.filter(hasTexts);

/** What is wrong with a list of languages, and what was expected; null when nothing is. */
export function localesProblem(languages: readonly string[]): string | null {
  if (!languages.every((language) => /^[a-z]{2}$/.test(language)))
    return 'expected codes of two letters, separated by commas, such as en,de';
  if (new Set(languages).size < languages.length) return 'expected each language once';
  const missing = languages.find((language) => !hasTexts(language));
  return missing === undefined ? null : `there is no folder views/messages/${missing} with the texts`;
}

let read: readonly string[] | undefined;

/** Languages of this process (`LOCALES`), read when first asked for. The first one is the shop's own and has no prefix in addresses. */
export const locales = (): readonly string[] => (read ??= parseLocales(process.env['LOCALES']));

export const ownLanguage = (): string => locales()[0]!;

/** Into which the shop may be translated. */
export const otherLanguages = (): string[] => locales().slice(1);

/** Of this shop, and not its own. */
export const isOtherLanguage = (language: string): boolean => locales().indexOf(language) > 0;

/** `de` becomes `de-DE`: for `Intl`, and with `_` for link previews. */
export const localeTag = (language: string): string => TAGS[language] ?? language;

/** What a language calls itself: `Deutsch`. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** In which direction a language is written, for `<html dir>`. Source: Unicode CLDR, by way of V8 */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const locale = new Intl.Locale(language) as Intl.Locale & { getTextInfo(): { direction: 'ltr' | 'rtl' } };
  return locale.getTextInfo().direction;
}
