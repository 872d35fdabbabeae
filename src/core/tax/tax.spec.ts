import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReverseCharge, type VatNumber } from './reverse-charge.js';
import { taxesAt, type TaxRules, type TaxZone } from './tax-rules.js';

const zone = (name: string, postcodes: [string, string] | null, more: Partial<TaxZone> = {}): TaxZone => ({
  name,
  place: {
    country: 'US',
    region: 'NY',
    postcodeFrom: postcodes?.[0] ?? '',
    postcodeTo: postcodes?.[1] ?? '',
  },
  taxesShipping: true,
  taxes: [],
  ...more,
});
const state = { category: 'standard', name: 'New York State', rateMillionths: 40_000 };
const city = { category: 'standard', name: 'New York City', rateMillionths: 45_000 };
const rules: TaxRules = {
  pricesIncludeTax: false,
  zones: [
    zone('state', null, { taxes: [state], taxesShipping: false }),
    zone('city', ['10001', '10292'], {
      taxes: [state, { ...state, category: 'clothing', rateMillionths: 0 }, city],
    }),
  ],
};
const at = (postcode: string) => taxesAt(rules, { country: 'US', region: '', postcode }, false);
const bare = ({ name, rateMillionths }: { name: string; rateMillionths: number }) => ({
  name,
  rateMillionths,
});

describe('the taxes of an address', () => {
  it('are all of the most specific zone, and none of another', () => {
    expect(at('10002').of('standard')).toEqual([state, city].map(bare));
    expect(at('12207').of('standard')).toEqual([bare(state)]);
    expect(at('97205').of('standard')).toEqual([]);
  });

  it('of a category are its own, else the standard ones', () => {
    expect(at('10002').of('clothing')).toEqual([{ name: 'New York State', rateMillionths: 0 }]);
    expect(at('10002').of('something else')).toEqual(at('10002').of('standard'));
  });

  it('are on delivery too, where the zone says so', () => {
    expect(at('10002').shipping).toEqual(at('10002').of('standard'));
    expect(at('12207').shipping).toEqual([]);
  });

  it('never depend on the order in which zones of different size are listed', () => {
    const zip = fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, '0'));
    fc.assert(
      fc.property(zip, fc.constantFrom('standard', 'clothing', 'books'), (postcode, category) => {
        const there = { country: 'US', region: '', postcode };
        const turned = { ...rules, zones: rules.zones.toReversed() };
        expect(taxesAt(turned, there, false).of(category)).toEqual(taxesAt(rules, there, false).of(category));
      }),
    );
  });
});

describe('reverse charge', () => {
  const vat = (country: string, status: VatNumber['status'] = 'unverified') => ({
    number: 'x',
    country,
    status,
  });

  it.each([
    ['DE', 'AT', vat('AT'), true],
    ['DE', 'AT', vat('AT', 'valid'), true],
    ['DE', 'AT', vat('FR'), true], // registered in a third member
    ['DE', 'AT', vat('AT', 'invalid'), false],
    ['DE', 'AT', null, false],
    ['DE', 'AT', vat('DE'), false],
    ['DE', 'DE', vat('AT'), false],
    ['DE', 'GB', vat('GB'), false],
    ['DE', 'AT', vat('CH'), false],
    ['US', 'AT', vat('AT'), false],
  ])('from %s to %s with %j: %s', (shop, country, number, isIt) =>
    expect(isReverseCharge(shop, country, number)).toBe(isIt),
  );
});
