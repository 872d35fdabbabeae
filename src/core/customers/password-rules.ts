import { COMMON_WORDS } from './common-words.js';

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 256;

export type PasswordProblem = 'password_too_short' | 'password_too_long' | 'password_common';

/** Neighbours on a keyboard or in the alphabet; a run of three or more adds nothing to a password. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()',
].flatMap((row) => [row, Array.from(row).reverse().join('')]);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * What is wrong with a password somebody wants to take, or null. Any characters count, blanks too; the length is counted in
 * code points. Refused besides the length: what is guessed first, that is words of `context` (the customer's own names,
 * the shop's) and one common word or name, with at most four characters around them, in any case and with the usual look-alike
 * digits, and plain rows and repetitions such as `12345678`, `zaq12wsx` or `abababab`.
 */
export function passwordProblem(password: string, context: readonly string[]): PasswordProblem | null {
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD_LENGTH) return 'password_too_short';
  if (length > MAX_PASSWORD_LENGTH) return 'password_too_long';
  const lower = password.toLowerCase();
  const own = context.map((word) => word.toLowerCase()).filter((word) => word.length >= 3);
  return [lower, withoutLookAlikes(lower)].some((text) => isGuessedFirst(text, own))
    ? 'password_common'
    : null;
}

const withoutLookAlikes = (text: string): string =>
  Array.from(text, (char) => LOOK_ALIKES[char] ?? char).join('');

function isGuessedFirst(text: string, context: readonly string[]): boolean {
  const unit = repeatedUnit(text);
  if (unit !== text && unit.length <= 4) return true;
  const strange = context.toSorted(longestFirst).reduce((rest, word) => rest.replaceAll(word, ' '), unit);
  const word = COMMON_WORDS.filter((known) => strange.includes(known)).sort(longestFirst)[0] ?? '';
  return isNearlyNothing(withoutRuns(strange.replace(word, ' ')).replaceAll(' ', ''));
}

const isNearlyNothing = (rest: string): boolean =>
  rest.length <= 4 && rest.replace(/[^a-z]/g, '').length <= 2;

const longestFirst = (a: string, b: string): number => b.length - a.length;

/** `abab` is `ab` twice; anything that does not repeat is itself. */
function repeatedUnit(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, at);
}

/** Drops runs of three or more neighbours or equal characters, the longest first at each place. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let start = 0; start < text.length;) {
    const run = runLength(text, start);
    if (run < 3) rest += text[start];
    start += run < 3 ? 1 : run;
  }
  return rest;
}

function runLength(text: string, start: number): number {
  let length = 1;
  const isRun = (part: string) => ROWS.some((row) => row.includes(part)) || new Set(part).size === 1;
  while (start + length < text.length && isRun(text.slice(start, start + length + 1))) length += 1;
  return length;
}
