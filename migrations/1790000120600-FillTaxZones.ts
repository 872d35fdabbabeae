import type { MigrationInterface, QueryRunner } from 'typeorm';
import { countryZones } from './taxes/countries.js';
import { canadianZones } from './taxes/canada.js';
import { americanZones } from './taxes/united-states.js';

/** The rates of late 2026 as examples: whoever sells for real has them looked over. */
export class FillTaxZones1790000120600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const zones = [...countryZones, ...canadianZones, ...americanZones];
    for (const country of new Set(zones.map((zone) => zone.country)))
      await runner.query('INSERT INTO tax_countries (country) VALUES (?)', [country]);
    for (const [index, zone] of zones.entries()) {
      const { name, country, region = '', postcodes = ['', ''], taxesShipping = true } = zone;
      await runner.query(
        `INSERT INTO tax_zones (id, name, country, region, postcode_from, postcode_to, taxes_shipping)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [index + 1, name, country, region, ...postcodes, taxesShipping],
      );
      for (const [category, taxes] of Object.entries(zone.taxes))
        for (const [position, [tax, percent]] of taxes.entries())
          await runner.query(
            'INSERT INTO tax_zone_taxes (zone_id, category, position, name, rate_millionths) VALUES (?, ?, ?, ?, ?)',
            [index + 1, category, position + 1, tax, Math.round(percent * 10_000)],
          );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['tax_zone_taxes', 'tax_zones', 'tax_countries'])
      await runner.query(`DELETE FROM ${table}`);
  }
}
