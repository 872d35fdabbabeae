/** Letters that look like others when the font has not got them, and signs of currencies; what is left of accents is taken off. */
const ALIKE: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
  '₹': 'INR ',
  '₩': 'KRW ',
  '₪': 'ILS ',
  '₫': 'VND ',
  '₱': 'PHP ',
  '\u2212': '-',
  '\u202f': ' ',
  '\u2009': ' ',
  '\n': '\n',
};

/** The characters of Windows-1252 beyond Latin-1: the built-in fonts have them. */
const EXTRA = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const isInFont = (char: string): boolean => /[\x20-\x7e\u00a0-\u00ff]/.test(char) || EXTRA.includes(char);

/**
 * A text as the built-in fonts of a PDF can show it: all of Western European, other Latin letters without their accents,
 * and `?` for what is in another script. What is meant stays readable on the page of the order.
 */
export const pdfText = (text: string): string =>
  Array.from(text.normalize('NFC'), (char) => (isInFont(char) ? char : nearest(char))).join('');

function nearest(char: string): string {
  const alike = ALIKE[char];
  if (alike !== undefined) return alike;
  const bare = char.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== '' && Array.from(bare).every(isInFont) ? bare : '?';
}
