import { checkVAT, countries } from 'jsvat-next';
import { isInEu } from '../../core/tax/eu.js';

const MOST_CHARACTERS = 20;
/** Beside the Union's, numbers that its businesses' neighbours have. */
const NEIGHBOURS: ReadonlySet<string> = new Set(['CH', 'GB', 'NO']);

/**
 * The number with the letters of its country and without blanks, and that country, when it is written as one and its check digits
 * are right; else null. Says nothing about whether anybody has it.
 */
export function readVatNumber(text: string): { number: string; country: string } | null {
  const plain = text.replace(/[\s.-]/g, '').toUpperCase();
  if (plain.length > MOST_CHARACTERS || !/^[A-Z]{2}[A-Z0-9]+$/.test(plain)) return null;
  const { isValid, country } = checkVAT(plain, countries);
  const code = country?.isoCode.short;
  if (!isValid || code === undefined || !(isInEu(code) || NEIGHBOURS.has(code))) return null;
  return { number: plain, country: code };
}
