/**
 * A text as a font can show it: a letter that it has not got without its accents, and `?` for what is in another script. What
 * is meant stays readable on the page of the order.
 */
export const pdfText = (text: string, hasGlyph: (codePoint: number) => boolean): string =>
  Array.from(text.normalize('NFC'), (char) => shown(char, hasGlyph)).join('');

function shown(char: string, hasGlyph: (codePoint: number) => boolean): string {
  if (char === '\n') return char;
  if (/\s/u.test(char)) return ' ';
  const isInFont = (one: string) => hasGlyph(one.codePointAt(0)!);
  if (isInFont(char)) return char;
  const bare = char.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== '' && Array.from(bare).every(isInFont) ? bare : '?';
}
