import { beginsOutside } from '../language/page-address.js';
import { ownLanguage } from '../language/locales.js';

let links: RegExp | undefined;

/**
 * Addresses of pages in finished HTML: in `href`, `action`, `formaction` and `data-…`. Not those that say by an attribute right before
 * them that they lead to another language; what a person typed has no quotation marks of its own in HTML.
 */
const pattern = (): RegExp =>
  (links ??= new RegExp(
    `(?<! hreflang="${ownLanguage()}") (?:href|action|formaction|data-[a-z-]+)="(?=/(?!${beginsOutside()}))`,
    'g',
  ));

/** The same HTML with its links inside a language: `href="/cart"` becomes `href="/de/cart"`. */
export const linksInside = (html: string, language: string): string =>
  html.replace(pattern(), `$&/${language}`);
