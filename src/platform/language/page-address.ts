import { fileFolders } from '../files/file-folders.js';
import { currentLanguage } from './current-language.js';
import { locales } from './locales.js';

/** First parts of addresses that programs ask for, which are the same in every language. */
const FOR_PROGRAMS = [
  'webhooks',
  'live',
  'livez',
  'readyz',
  'statusz',
  'admin',
  'robots.txt',
  'sitemap[\\w.]*',
];

let withoutLanguage: string | undefined;

/** Begins of what comes after the first slash of an address that has no language: another host, files, programs, or a language already. */
export const beginsOutside = (): string =>
  (withoutLanguage ??= `[/\\\\]|(?:${[...fileFolders(), ...FOR_PROGRAMS, ...locales()].join('|')})(?:[/?#"]|$)`);

let pages: RegExp | undefined;

/** Whether `path` is the address of a page, without a language: `/`, `/cart?x=1`. */
export const isPageAddress = (path: string): boolean =>
  (pages ??= new RegExp(`^/(?!${beginsOutside()})`)).test(path);

/** What stands before the addresses of pages in the current language: `/de`, nothing in the shop's own. */
export function languageFolder(): string {
  const language = currentLanguage();
  return language === null ? '' : `/${language}`;
}

/** `/cart` becomes `/de/cart`. What is no page of the shop, or has a language, stays as it is. */
export const addressIn = (language: string, path: string): string =>
  isPageAddress(path) ? `/${language}${path}` : path;

/** An address of a page as shoppers see it in the current language. For what is no HTML; links of pages are written by `Views`. */
export function pageAddress(path: string): string {
  const language = currentLanguage();
  return language === null ? path : addressIn(language, path);
}

/** `/de/cart` becomes `/cart`, and `/de` the start page; what has no language stays as it is. */
export function withoutLanguageOf(path: string): string {
  const [, language = '', rest = ''] = /^\/([a-z]{2})(?![^/?#])(.*)$/s.exec(path) ?? [];
  if (!locales().includes(language)) return path;
  const inside = rest.startsWith('/') ? rest : `/${rest}`;
  return isPageAddress(inside) ? inside : path;
}
