import { isInEu } from './eu.js';

/** `invalid`: the register does not know it. `unverified`: well formed, and nobody could be asked. */
export type VatNumberStatus = 'valid' | 'invalid' | 'unverified';

export interface VatNumber {
  /** With the letters of its country, without blanks: `ATU13585627`. */
  number: string;
  /** ISO 3166; Greek numbers begin with EL, their country is GR. */
  country: string;
  status: VatNumberStatus;
}

/**
 * Whether the buyer accounts for the tax: goods go from one member of the EU into another, to a business with a VAT number of
 * another member than the shop's. A number that could not be looked up counts, one that the register denied does not.
 * Source: directive 2006/112/EC, articles 138 and 197; docs/decisions/0028-tax.md.
 */
export function isReverseCharge(shopCountry: string, country: string, vat: VatNumber | null): boolean {
  if (vat === null || vat.status === 'invalid') return false;
  const [from, into, buyer] = [shopCountry, country, vat.country];
  return [from, into, buyer].every(isInEu) && into !== from && buyer !== from;
}
