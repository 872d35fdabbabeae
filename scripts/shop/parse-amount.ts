import { Mistyped } from './command.js';

/** `12.50` in a currency of two digits is 1250. Errors: Mistyped for anything but a plain positive amount. */
export function parseAmount(text: string, digits: number): number {
  const match = /^([0-9]{1,12})(?:\.([0-9]+))?$/.exec(text);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > digits)
    throw new Mistyped(`"${text}" is no amount; type it like ${(12.5).toFixed(digits)}`);
  return Number(match[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
}

/** A whole number of 0 or more. */
export function parseCount(text: string, name: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Mistyped(`${name} is a whole number of 0 or more, not "${text}"`);
  return Number(text);
}
