/**
 * The handle for a text: lower case letters, digits, hyphens and underscores. A handle of Shopify's stays what it is.
 * Empty when the text has neither letter nor digit.
 */
export function toHandle(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}
