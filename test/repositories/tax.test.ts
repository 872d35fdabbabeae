import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Destination } from '../../src/core/places/place.js';
import { taxesAt } from '../../src/core/tax/tax-rules.js';
import { DeliveryRepository } from '../../src/shop/delivery/delivery.repository.js';
import { TaxRepository } from '../../src/shop/tax/tax.repository.js';
import { testDatabase } from '../support/database.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let taxes: TaxRepository;
beforeAll(async () => {
  db = await testDatabase();
  taxes = new TaxRepository(db.database);
});
afterAll(() => db.drop());

const at = async (there: Destination) => taxesAt(await taxes.findRules(there), there, false);

/** `VAT 19` of each tax due on goods of this category. */
async function due(country: string, postcode: string, category = 'standard', region = ''): Promise<string[]> {
  const found = await at({ country, region, postcode });
  return found.of(category).map(({ name, rateMillionths }) => `${name} ${rateMillionths / 10_000}`);
}
const onShipping = async (country: string, postcode: string) =>
  (await at({ country, region: '', postcode })).shipping.length > 0;

describe('the taxes that the shop begins with', () => {
  it.each([
    ['DE', '10115', 'standard', ['VAT 19']],
    ['DE', '10115', 'books', ['VAT 7']],
    ['DE', '10115', 'childrens-clothing', ['VAT 19']],
    ['FR', '75001', 'food', ['VAT 5.5']],
    ['FI', '00100', 'standard', ['VAT 25.5']],
    ['ES', '28001', 'books', ['VAT 4']],
    ['ES', '35001', 'standard', []], // the Canary Islands
    ['GB', 'SW1A 1AA', 'standard', ['VAT 20']],
    ['GB', 'SW1A 1AA', 'books', ['VAT 0']],
    ['GB', 'BT1 5GS', 'childrens-clothing', ['VAT 0']],
    ['US', '97205', 'standard', []],
    ['US', '12207', 'standard', ['New York State 4']],
    ['US', '10001', 'standard', ['New York State 4', 'New York City 4.5', 'Commuter district 0.375']],
    ['US', '11201-1234', 'standard', ['New York State 4', 'New York City 4.5', 'Commuter district 0.375']],
    ['US', '10001', 'food', ['New York State 0']],
    ['US', '90210', 'standard', ['California 7.25', 'Los Angeles County 2.5']],
    ['US', '95814', 'standard', ['California 7.25']],
    ['CA', 'V5K 0A1', 'standard', ['GST 5', 'PST 7']],
    ['CA', 'V5K 0A1', 'books', ['GST 5']],
    ['CA', 'H2X 1Y4', 'standard', ['GST 5', 'QST 9.975']],
    ['CA', 'M5V 2T6', 'standard', ['HST 13']],
    ['CA', 'T2P 1J9', 'standard', ['GST 5']],
    ['AU', '3000', 'food', ['GST 0']],
    ['AQ', '', 'standard', []],
  ])('in %s %s on %s are %j', async (country, postcode, category, names) =>
    expect(await due(country, postcode, category)).toEqual(names),
  );

  it('go by where the parcel goes, not by the state that was typed', async () => {
    expect(await due('US', '10001', 'standard', 'OR')).toHaveLength(3);
    expect(await due('US', '', 'standard', 'New York')).toEqual(['New York State 4']);
  });

  it('are on delivery in some states, and in every country with VAT', async () => {
    expect(await onShipping('US', '10001')).toBe(true);
    expect(await onShipping('US', '90210')).toBe(false);
    expect(await onShipping('DE', '10115')).toBe(true);
  });

  it('are known for every country that is delivered to', async () => {
    const countries = await new DeliveryRepository(db.database).findCountries();
    const known = await db.database.query<{ country: string }>('SELECT country FROM tax_countries');
    expect(countries.length).toBeGreaterThan(30);
    expect(known.map(({ country }) => country)).toEqual(expect.arrayContaining(countries));
  });

  it('agree with the one rate per country that old code knows', async () => {
    const old = await db.database.query<{ country: string; rate: number }>(
      `SELECT country, rate_basis_points AS rate FROM tax_rates WHERE country NOT IN ('CA')`,
    );
    for (const { country, rate } of old) {
      const found = await at({ country, region: '', postcode: '' });
      expect([country, found.of('standard').map((tax) => tax.rateMillionths)]).toEqual([
        country,
        rate === 0 ? [] : [rate * 100],
      ]);
    }
  });
});
