/** Digits and letters that cannot be taken for each other: without I, L, O and U (Crockford's base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;
const GROUP = 4;
const KEY = new RegExp(`^[${SIGNS}]+$`);

/** Signs at the end that may be shown: they say which card it is, and leave 80 bits to guess. */
export const SHOWN = 4;

/** Random bytes that one code needs. */
export const CODE_BYTES = LENGTH;

/** The code that these bytes make, five bits of each: `7K2M-9QXT-04VB-HN3C-W8PZ`, 100 bits in all. Errors: RangeError for too few. */
export function giftCardCode(bytes: Uint8Array): string {
  if (bytes.length < CODE_BYTES) throw new RangeError(`a code is made of ${CODE_BYTES} bytes`);
  const signs = Array.from(bytes.subarray(0, CODE_BYTES), (byte) => SIGNS[byte % SIGNS.length]).join('');
  return signs.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

/**
 * The one form of a code however it was typed: small letters, blanks and dashes anywhere, `o` for 0, `i` or `l` for 1. Null when
 * the text is none.
 */
export function giftCardKey(text: string): string | null {
  const key = text
    .slice(0, 200)
    .replace(/[\s\p{Pd}_.]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return key.length === LENGTH && KEY.test(key) ? key : null;
}
