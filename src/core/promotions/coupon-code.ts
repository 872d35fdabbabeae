/** Longest code that is stored. */
export const MAX_CODE_LENGTH = 64;

/**
 * The form in which codes are compared: without blanks around them, in one Unicode form, whatever their case. Null when the
 * text is none.
 */
export function codeKey(text: string): string | null {
  const key = text.normalize('NFKC').trim().toUpperCase().normalize('NFC');
  return key !== '' && key.length <= MAX_CODE_LENGTH && /^[^\p{C}\p{Z}]+$/u.test(key) ? key : null;
}
