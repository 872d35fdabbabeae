import { Injectable } from '@nestjs/common';
import type { Destination } from '../../core/places/place.js';
import { regionCode } from '../../core/places/region-code.js';
import type { TaxRules, TaxZone } from '../../core/tax/tax-rules.js';
import { Database } from '../../platform/database/database.js';

interface TaxRow {
  includesTax: number;
  /** Null for a country without zones. */
  zone: number | null;
  name: string;
  country: string;
  region: string;
  postcodeFrom: string;
  postcodeTo: string;
  taxesShipping: number;
  /** Null for a zone without taxes. */
  category: string | null;
  tax: string;
  rateMillionths: number;
}

/** The tables of countries, their zones and the taxes there. */
@Injectable()
export class TaxRepository {
  constructor(private readonly database: Database) {}

  /**
   * Of one destination: zones of other regions, which cannot cover it, are left out. No zones, and prices without tax, for a country
   * that is not known. One statement.
   */
  async findRules(destination: Destination): Promise<TaxRules> {
    const rows = await this.database.query<TaxRow>(
      `SELECT c.prices_include_tax AS includesTax, z.id AS zone, z.name, z.country, z.region,
         z.postcode_from AS postcodeFrom, z.postcode_to AS postcodeTo, z.taxes_shipping AS taxesShipping,
         t.category, t.name AS tax, t.rate_millionths AS rateMillionths
       FROM tax_countries c LEFT JOIN tax_zones z ON z.country = c.country AND (z.region = '' OR z.region = ?)
       LEFT JOIN tax_zone_taxes t ON t.zone_id = z.id
       WHERE c.country = ? ORDER BY z.id, t.category, t.position`,
      [regionCode(destination), destination.country],
    );
    const byZone = Map.groupBy(
      rows.filter(({ zone }) => zone !== null),
      ({ zone }) => zone,
    );
    return { pricesIncludeTax: rows[0]?.includesTax === 1, zones: [...byZone.values()].map(readZone) };
  }
}

function readZone(rows: readonly TaxRow[]): TaxZone {
  const { name, country, region, postcodeFrom, postcodeTo, taxesShipping } = rows[0]!;
  const taxes = rows.flatMap(({ category, tax, rateMillionths }) =>
    category === null ? [] : [{ category, name: tax, rateMillionths }],
  );
  const place = { country, region, postcodeFrom, postcodeTo };
  return { name, place, taxesShipping: taxesShipping === 1, taxes };
}
