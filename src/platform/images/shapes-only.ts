import { PictureRefused } from './picture-refused.js';

/**
 * What a drawing may not have: a type of document, which defines texts that grow when they are read; pictures or styles of elsewhere,
 * which resvg would read from the disk; pages and scripts. A name may have any prefix.
 */
const FORBIDDEN = [
  [/<!(?:DOCTYPE|ENTITY)/i, 'a document type'],
  [/<(?:[^\s<>/]*:)?(?:image|feImage|foreignObject|script)\b/i, 'pictures, pages or scripts'],
  [/\bhref\s*=\s*(?!["']#)/i, 'references to elsewhere'],
  [/url\(\s*["']?(?!["']?#)|@import/i, 'styles of elsewhere'],
] as const;

/** Errors: PictureRefused for a drawing that is more than shapes. */
export function assertShapesOnly(svg: string): void {
  const found = FORBIDDEN.find(([pattern]) => pattern.test(svg));
  if (found) throw new PictureRefused(`has ${found[1]}; please draw it of shapes only`);
}
