import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay } from '../calendar/calendar.js';
import type { DeliveryRules, PickupPlace, ZoneMethod } from './delivery-rules.js';
import { offersFor } from './offers.js';
import { promisesEnd } from './promise.js';
import { priceOf } from './rate.js';

const method = (more: Partial<ZoneMethod> = {}): ZoneMethod => ({
  id: 'standard',
  rate: { by: 'flat', price: 590 },
  freeFrom: null,
  maxGrams: null,
  daysMin: 1,
  daysMax: 2,
  cutOffMinutes: 840,
  handlingDays: 0,
  ...more,
});
const everywhere = { country: 'US', region: '', postcodeFrom: '', postcodeTo: '' };
const oregon = { country: 'US', region: 'OR', postcode: '97205' };
const pickup: PickupPlace = {
  id: 'portland',
  name: 'Workshop',
  hours: 'Weekdays',
  address: {
    firstName: '', lastName: '', company: '', address1: '1 Mill Road', address2: '', city: 'Portland', region: 'OR',
    postcode: '97205', country: 'US', phone: '',
  }, // prettier-ignore
  cutOffMinutes: 720,
  handlingDays: 1,
};
const rules = (methods: ZoneMethod[], more: Partial<DeliveryRules> = {}): DeliveryRules => ({
  zones: [{ name: 'US', place: everywhere, methods }],
  pickups: [],
  holidays: [],
  ...more,
});
const parcel = { grams: 500, amount: 1900 };
const at = (text: string, timeZone = 'UTC') => ({ now: new Date(text), timeZone });

describe('what delivery costs', () => {
  const weighed = method({
    rate: { by: 'weight', bands: [{ from: 0, price: 500 }, { from: 1000, price: 900 }, { from: 5000, price: 2000 }] },
  }); // prettier-ignore

  it.each([
    [0, 500],
    [999, 500],
    [1000, 900],
    [4999, 900],
    [5000, 2000],
    [90_000, 2000],
  ])('goes by bands of weight: %d g is %d', (grams, price) =>
    expect(priceOf(weighed, { grams, amount: 0 })).toBe(price),
  );

  it('goes by bands of amount, and is nothing from an amount on', () => {
    const banded = method({
      rate: { by: 'amount', bands: [{ from: 1000, price: 700 }] },
      freeFrom: 5000,
    });
    expect([999, 1000, 4999, 5000].map((amount) => priceOf(banded, { grams: 0, amount }))).toEqual([
      null,
      700,
      700,
      0,
    ]);
  });

  it('is nothing that could be said of a parcel that is too heavy, free or not', () => {
    const light = method({ maxGrams: 2000, freeFrom: 0 });
    expect(priceOf(light, { grams: 2000, amount: 0 })).toBe(0);
    expect(priceOf(light, { grams: 2001, amount: 0 })).toBeNull();
  });

  it('never falls when a parcel gets heavier, where the bands do not', () => {
    const bands = fc.array(fc.tuple(fc.nat(50_000), fc.nat(10_000)), { minLength: 1 }).map((pairs) => {
      const [froms, prices] = [0, 1].map((at_) => pairs.map((pair) => pair[at_]!).toSorted((a, b) => a - b));
      return froms!.map((from, nth) => ({ from, price: prices![nth]! }));
    });
    fc.assert(
      fc.property(bands, fc.nat(60_000), fc.nat(60_000), (all, one, other) => {
        const [less, more] = [one, other].toSorted((a, b) => a - b);
        const price = (grams: number) =>
          priceOf(method({ rate: { by: 'weight', bands: all } }), { grams, amount: 0 }) ?? -1;
        expect(price(less!)).toBeLessThanOrEqual(price(more!));
      }),
    );
  });
});

describe('when it arrives', () => {
  const days = (moment: string, more: Partial<ZoneMethod> = {}, holidays: string[] = [], zone = 'UTC') => {
    const [offer] = offersFor(rules([method(more)], { holidays }), oregon, parcel, at(moment, zone));
    return [offer!.from, offer!.to];
  };

  it('is a day later from the minute of the cut-off on', () => {
    expect(days('2026-11-23T13:59:59Z')).toEqual(['2026-11-24', '2026-11-25']);
    expect(days('2026-11-23T14:00:00Z')).toEqual(['2026-11-25', '2026-11-26']);
  });

  it('counts from the clock of the shop', () => {
    expect(days('2026-11-23T12:59:00Z', {}, [], 'Europe/Berlin')).toEqual(['2026-11-24', '2026-11-25']);
    expect(days('2026-11-23T13:00:00Z', {}, [], 'Europe/Berlin')).toEqual(['2026-11-25', '2026-11-26']);
  });

  it('counts neither weekends nor holidays, on the way out or on the way', () => {
    expect(days('2026-11-21T08:00:00Z')).toEqual(['2026-11-24', '2026-11-25']); // Saturday leaves on Monday
    expect(days('2026-11-25T08:00:00Z', {}, ['2026-11-26'])).toEqual(['2026-11-27', '2026-11-30']);
    expect(days('2026-11-26T08:00:00Z', {}, ['2026-11-26'])).toEqual(['2026-11-30', '2026-12-01']);
    expect(days('2026-11-23T08:00:00Z', { handlingDays: 2 })).toEqual(['2026-11-26', '2026-11-27']);
  });

  const moments = fc
    .integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) })
    .map((time) => new Date(time));
  const anyMethod = fc.record({
    cutOffMinutes: fc.integer({ min: 0, max: 1440 }),
    handlingDays: fc.nat(5),
    daysMin: fc.integer({ min: 1, max: 5 }),
    daysMax: fc.integer({ min: 5, max: 9 }),
  });
  const holidays = fc
    .array(fc.integer({ min: 0, max: 730 }), { maxLength: 30 })
    .map((all) => all.map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)));
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland');

  it('is a working day after today, and never earlier for who orders later', () => {
    fc.assert(
      fc.property(moments, fc.nat(10 * 86_400_000), anyMethod, holidays, zones, (now, later, more, off, timeZone) => {
        const offer = (moment: Date) =>
          offersFor(rules([method(more)], { holidays: off }), oregon, parcel, { now: moment, timeZone })[0]!;
        const [first, second] = [offer(now), offer(new Date(now.getTime() + later))];
        expect(isWorkingDay(first.from, new Set(off)) && isWorkingDay(first.to, new Set(off))).toBe(true);
        expect(first.from <= first.to).toBe(true);
        expect(first.from <= second.from && first.to <= second.to).toBe(true);
      }),
    );
  }); // prettier-ignore

  it('stays the same until the moment at which promises end', () => {
    fc.assert(
      fc.property(moments, fc.array(anyMethod, { minLength: 1, maxLength: 3 }), zones, (now, all, timeZone) => {
        const some = rules(all.map((more) => method(more)), { pickups: [pickup] });
        const ends = promisesEnd(some, now, timeZone);
        expect(ends.getTime()).toBeGreaterThan(now.getTime());
        const shown = (moment: Date) => offersFor(some, oregon, parcel, { now: moment, timeZone });
        expect(shown(new Date(ends.getTime() - 1))).toEqual(shown(now));
      }),
    );
  }); // prettier-ignore

  it('is for the next promise at the cut-off, then at midnight', () => {
    const some = rules([method()]);
    const end = (moment: string) => promisesEnd(some, new Date(moment), 'Europe/Berlin').toISOString();
    expect(end('2026-11-23T12:00:00Z')).toBe('2026-11-23T13:00:00.000Z');
    expect(end('2026-11-23T13:00:00Z')).toBe('2026-11-23T23:00:00.000Z');
  });
});

describe('what is offered', () => {
  it('is what the most specific zone has, cheapest first', () => {
    const zones = [
      { name: 'US', place: everywhere, methods: [method({ id: 'fast', rate: { by: 'flat', price: 1490 } }), method()] },
      { name: 'Oregon', place: { ...everywhere, region: 'OR' }, methods: [method({ id: 'bike' })] },
      { name: 'Nowhere', place: { ...everywhere, postcodeFrom: '97299', postcodeTo: '97299' }, methods: [] },
    ]; // prettier-ignore
    const ids = (postcode: string) =>
      offersFor(rules([], { zones }), { country: 'US', region: '', postcode }, parcel, at('2026-11-23')).map(
        ({ id }) => id,
      );
    expect(ids('10001')).toEqual(['standard', 'fast']);
    expect(ids('97205')).toEqual(['bike']);
    expect(ids('97299')).toEqual([]);
    const abroad = { country: 'DE', region: '', postcode: '10115' };
    expect(offersFor(rules([], { zones }), abroad, parcel, at('2026-11-23'))).toEqual([]);
  });

  it('ends with places to pick it up, for who lives near', () => {
    const some = rules([method()], { pickups: [pickup] });
    const offers = offersFor(some, oregon, parcel, at('2026-11-23T11:59:00Z'));
    expect(offers.map(({ id, price, from, to }) => [id, price, from, to])).toEqual([
      ['standard', 590, '2026-11-24', '2026-11-25'],
      ['pickup-portland', 0, '2026-11-24', '2026-11-24'],
    ]);
    const elsewhere = { ...oregon, region: 'NY', postcode: '10001' };
    expect(offersFor(some, elsewhere, parcel, at('2026-11-23')).map(({ id }) => id)).toEqual(['standard']);
  });
});
