import type { TaxRate } from '../pricing/pricing.types.js';
import { mostSpecific, type Destination, type Place } from '../places/place.js';

/** What products without a tax category of their own have, and what a zone is asked for when it does not know one. */
export const STANDARD = 'standard';

/** A tax of a zone on one category of products. A rate of 0 is a tax by name: "VAT 0 %". */
export interface ZoneTax extends TaxRate {
  category: string;
}

export interface TaxZone {
  name: string;
  place: Place;
  /** Whether what delivery costs is taxed there, at the standard rates. */
  taxesShipping: boolean;
  /** All that are due there, in the order in which they are named: a zone inside of another repeats that one's taxes. */
  taxes: readonly ZoneTax[];
}

/** What is known of one country. */
export interface TaxRules {
  /** Whether the shop's prices contain the taxes there, or have them added. */
  pricesIncludeTax: boolean;
  zones: readonly TaxZone[];
}

/** What is due at one address. */
export interface DueTaxes {
  pricesIncludeTax: boolean;
  isReverseCharge: boolean;
  /** Of a category of products; empty where nothing is due. */
  of(category: string): readonly TaxRate[];
  shipping: readonly TaxRate[];
}

/**
 * The taxes at `destination`: those of the most specific zone and of no other. A category that the zone does not know is taxed
 * like `standard`. Under reverse charge none is due; the buyer accounts for it.
 * Source: docs/decisions/0028-tax.md.
 */
export function taxesAt(rules: TaxRules, destination: Destination, isReverseCharge: boolean): DueTaxes {
  const zone = mostSpecific(rules.zones, destination);
  const of = (category: string): readonly TaxRate[] => (zone ? ratesOf(zone, category) : []);
  return {
    pricesIncludeTax: rules.pricesIncludeTax,
    isReverseCharge,
    of,
    shipping: zone?.taxesShipping ? of(STANDARD) : [],
  };
}

function ratesOf({ taxes }: TaxZone, category: string): TaxRate[] {
  const own = taxes.filter((tax) => tax.category === category);
  const due = own.length > 0 ? own : taxes.filter((tax) => tax.category === STANDARD);
  return due.map(({ name, rateMillionths }) => ({ name, rateMillionths }));
}
