import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pricesInList } from './list-history.js';
import { lowestBefore, type PriceChange } from './price-history.js';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const change = (text: string, price: number, compareAtPrice: number | null = null): PriceChange => ({
  at: at(text),
  price: { price, compareAtPrice },
});
const lowest = (...changes: PriceChange[]) => lowestBefore(changes, changes.at(-1)!.price!, BERLIN);

describe('the lowest price of the 30 days before a reduction', () => {
  it('is that of before, not that of the reduction', () =>
    expect(lowest(change('2026-01-01T00:00Z', 2400), change('2026-11-27T10:00Z', 1900, 2400))).toEqual({
      price: 2400,
      since: null,
    }));

  it('counts from the midnight of the shop, 30 days before the day of the reduction', () => {
    // Midnight of 28 October in Berlin is 23:00 of the day before in UTC; the clocks were changed on the 25th.
    const until = (moment: string) =>
      lowest(
        change('2026-01-01T00:00Z', 1500),
        change(moment, 2400),
        change('2026-11-27T10:00Z', 1900, 2400),
      )!.price;
    expect(until('2026-10-27T22:59:59.999Z')).toBe(2400);
    expect(until('2026-10-27T23:00Z')).toBe(2400);
    expect(until('2026-10-27T23:00:00.001Z')).toBe(1500);
  });

  it('knows what cost less for a moment only', () =>
    expect(
      lowest(
        change('2026-01-01T00:00Z', 2400),
        change('2026-11-10T10:00Z', 1700),
        change('2026-11-10T10:01Z', 2400),
        change('2026-11-27T10:00Z', 1900, 2400),
      )!.price,
    ).toBe(1700));

  it('stays the same while the reduction goes on, and while it grows', () => {
    const before = [change('2026-01-01T00:00Z', 2400), change('2026-06-01T10:00Z', 2000, 2400)];
    expect(lowest(...before)!.price).toBe(2400);
    expect(lowest(...before, change('2026-11-27T10:00Z', 1500, 2400))!.price).toBe(2400);
  });

  it.each([
    ['a price that rises', change('2026-11-27T10:00Z', 2200, 2400)],
    ['a higher price to compare with', change('2026-11-27T10:00Z', 2000, 2800)],
  ])('begins anew with %s', (_what, after) =>
    expect(
      lowest(change('2026-01-01T00:00Z', 2400), change('2026-06-01T10:00Z', 2000, 2400), after)!.price,
    ).toBe(2000),
  );

  it('is the lowest that is known, and since when, of less than 30 days', () => {
    const first = change('2026-11-20T10:00Z', 2400);
    expect(lowest(first, change('2026-11-27T10:00Z', 1900, 2400))).toEqual({ price: 2400, since: first.at });
    const reduced = change('2026-11-27T10:00Z', 1900, 2400);
    expect(lowest(reduced)).toEqual({ price: 1900, since: reduced.at });
  });

  it('is nothing while nothing is reduced, and when a price was changed unseen', () => {
    expect(lowest(change('2026-01-01T00:00Z', 2400))).toBeNull();
    expect(lowest(change('2026-01-01T00:00Z', 2400, 2400))).toBeNull();
    const seen = [change('2026-01-01T00:00Z', 2400)];
    expect(lowestBefore(seen, { price: 1900, compareAtPrice: 2400 }, BERLIN)).toBeNull();
    expect(lowestBefore([], { price: 1900, compareAtPrice: 2400 }, BERLIN)).toBeNull();
  });

  it('is a price that was asked, whenever something is reduced', () => {
    const prices = fc.record({
      price: fc.integer({ min: 0, max: 50 }),
      compareAtPrice: fc.option(fc.integer({ min: 0, max: 60 })),
    });
    const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 * 24 }), prices), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(history, fc.constantFrom(BERLIN, 'UTC', 'America/New_York'), (steps, zone) => {
        let moment = at('2026-01-01T00:00Z');
        const changes = steps.map(([hours, price]) => ({ at: (moment += hours * 3_600_000), price }));
        const now = changes.at(-1)!.price;
        const found = lowestBefore(changes, now, zone);
        const isShown = now.compareAtPrice !== null && now.compareAtPrice > now.price;
        expect(found !== null).toBe(isShown);
        if (found) expect(changes.map(({ price }) => price.price)).toContain(found.price);
      }),
    );
  });
});

describe('what a variant cost in a price list', () => {
  const list = (rate: string) => ({ currency: 'EUR', rate, roundsTo: 1 });

  it('follows its price, its own price and the list', () =>
    expect(
      pricesInList(
        {
          base: [change('2026-01-01T00:00Z', 1000), change('2026-04-01T00:00Z', 800, 1000)],
          lists: [
            { at: at('2026-02-01T00:00Z'), list: list('0.9') },
            { at: at('2026-03-01T00:00Z'), list: list('0.5') },
            { at: at('2026-07-01T00:00Z'), list: null },
          ],
          own: [change('2026-05-01T00:00Z', 700), { at: at('2026-06-01T00:00Z'), price: null }],
        },
        'USD',
      ).map(({ price }) => price && [price.price, price.compareAtPrice]),
    ).toEqual([null, [900, null], [500, null], [400, 500], [700, null], [400, 500], null]));

  it('begins anew where the list was away', () => {
    const gap = { at: at('2026-11-20T00:00Z'), price: null };
    const back = change('2026-11-21T00:00Z', 900);
    expect(
      lowest(change('2026-01-01T00:00Z', 100), gap, back, change('2026-11-27T10:00Z', 800, 900)),
    ).toEqual({
      price: 900,
      since: back.at,
    });
  });
});
