import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, mostSpecific, type Place } from './place.js';
import { regionCode } from './region-code.js';

const place = (country: string, region = '', postcodeFrom = '', postcodeTo = postcodeFrom): Place => ({
  country,
  region,
  postcodeFrom,
  postcodeTo,
});
const to = (country: string, postcode = '', region = '') => ({ country, postcode, region });

describe('the state of an address', () => {
  it.each([
    [to('US', '97205'), 'OR'],
    [to('US', '10001-1234', 'OR'), 'NY'], // the parcel goes to New York
    [to('US', '83414', 'Idaho'), 'WY'],
    [to('US', '96701'), 'HI'],
    [to('US', '', 'Oregon'), 'OR'],
    [to('US', 'x', ' new york '), 'NY'],
    [to('US', '00000', 'CA'), 'CA'],
    [to('CA', 'M5V 2T6'), 'ON'],
    [to('CA', 'h2x'), 'QC'],
    [to('CA', 'X0A 0H0'), 'NU'],
    [to('CA', '', 'Québec'), 'QC'],
    [to('AU', '3000', 'Victoria'), 'VICTORIA'],
    [to('DE', '10115'), ''],
  ])('%j is %s', (destination, code) => expect(regionCode(destination)).toBe(code));
});

describe('a place', () => {
  it.each([
    [place('GB'), to('GB', 'SW1A 1AA'), true],
    [place('GB'), to('IE'), false],
    [place('GB', '', 'BT'), to('GB', 'bt1 5gs'), true],
    [place('GB', '', 'BT'), to('GB', 'B1 1AA'), false],
    [place('GB', '', 'BT'), to('GB'), false],
    [place('US', 'NY', '10001', '10292'), to('US', '10292-0001'), true],
    [place('US', 'NY', '10001', '10292'), to('US', '10293'), false],
    [place('US', 'NY'), to('US', '', 'New York'), true],
    [place('ES', '', '35', '35'), to('ES', '35001'), true],
    [place('ES', '', '35', '38'), to('ES', '36001'), true],
  ])('%j and %j: %s', (one, destination, isCovered) => expect(covers(one, destination)).toBe(isCovered));

  it('of a narrow range goes before a wide one, postcodes before regions, regions before countries', () => {
    const things = [
      place('US'),
      place('US', 'NY'),
      place('US', 'NY', '10', '14'),
      place('US', 'NY', '10001', '10292'),
      place('US', 'NY', '10001', '10999'),
    ].map((one, id) => ({ id, place: one }));
    const winner = (postcode: string, region = '') => mostSpecific(things, to('US', postcode, region))?.id;
    expect(['10001', '10500', '12000', '14999', '97205'].map((zip) => winner(zip))).toEqual([3, 4, 2, 2, 0]);
    expect(winner('', 'New York')).toBe(1);
    expect(mostSpecific(things, to('CA'))).toBeNull();
  });
});

describe('places', () => {
  const digits = fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, '0'));
  const region = fc.constantFrom('', 'A', 'B');
  const any = fc.record({
    country: fc.constantFrom('DE', 'FR'),
    region,
    ends: fc.tuple(digits, digits).map((pair) => pair.toSorted()),
    length: fc.integer({ min: 0, max: 5 }),
  });
  const things = fc.array(
    any.map(({ country, region: code, ends, length }) => ({
      place: place(country, code, ends[0]!.slice(0, length), ends[1]!.slice(0, length)),
    })),
  );
  const destination = fc.record({ country: fc.constantFrom('DE', 'FR', 'IT'), region, postcode: digits });

  it('win only where they cover, and one does when one covers', () => {
    fc.assert(
      fc.property(things, destination, (all, there) => {
        const winner = mostSpecific(all, there);
        expect(winner !== null).toBe(all.some((thing) => covers(thing.place, there)));
        if (winner) expect(covers(winner.place, there)).toBe(true);
      }),
    );
  });

  it('win whatever else there is, once they are narrower than all else', () => {
    fc.assert(
      fc.property(things, destination, (all, there) => {
        const whole = { place: { ...place(there.country, '', there.postcode), region: there.region } };
        expect(mostSpecific([...all, whole], there)?.place).toEqual(whole.place);
      }),
    );
  });
});
