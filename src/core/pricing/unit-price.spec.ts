import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PRICE } from '../money/money.js';
import { measureProblem, unitPrice, units, usualBase, type Measure, type Unit } from './unit-price.js';

const measure = (total: number, totalUnit: Unit, base: number, baseUnit: Unit): Measure => ({
  total: total * 1000,
  totalUnit,
  base,
  baseUnit,
});
const measures = fc
  .record({
    total: fc.integer({ min: 1, max: 1_000_000_000 }),
    totalUnit: fc.constantFrom(...units),
    base: fc.integer({ min: 1, max: 1000 }),
    baseUnit: fc.constantFrom(...units),
  })
  .filter((one) => measureProblem(one) === null);
const prices = fc.integer({ min: 0, max: MAX_PRICE });

describe('a unit price', () => {
  it.each([
    [450, measure(250, 'g', 1, 'kg'), 1800],
    [450, measure(250, 'g', 100, 'g'), 180],
    [999, measure(0.75, 'l', 1, 'l'), 1332],
    [999, measure(750, 'ml', 100, 'ml'), 133],
    [1200, measure(75, 'cl', 1, 'l'), 1600],
    [1900, measure(30, 'm', 1, 'm'), 63],
    [500, measure(50, 'cm', 1, 'm'), 1000],
    [8000, measure(2.5, 'm2', 1, 'm2'), 3200],
    [600, measure(12, 'item', 1, 'item'), 50],
    [1600, measure(16, 'oz', 1, 'lb'), 1600],
    [6400, measure(64, 'floz', 1, 'gal'), 12_800],
    [300, measure(3, 'ft', 1, 'yd'), 300],
    // Half to even: 0.125 and 0.375 of 100.
    [25, measure(200, 'item', 100, 'item'), 12],
    [75, measure(200, 'item', 100, 'item'), 38],
  ])('of %i for %j is %i', (price, of, expected) => expect(unitPrice(price, of)).toBe(expected));

  it('is within half of the smallest coin of the exact one, never less for a dearer thing', () =>
    fc.assert(
      fc.property(prices, prices, measures, (a, b, of) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(unitPrice(low, of)).toBeLessThanOrEqual(unitPrice(high, of));
        expect(Number.isSafeInteger(unitPrice(high, of))).toBe(true);
      }),
    ));

  it('is the price where the base is what is in it, and the same in another unit of the same size', () =>
    fc.assert(
      fc.property(
        prices,
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(...units),
        (price, amount, unit) => {
          expect(unitPrice(price, measure(amount, unit, amount, unit))).toBe(price);
          expect(unitPrice(price, measure(amount, 'kg', 1, 'kg'))).toBe(
            unitPrice(price, measure(amount, 'kg', 1000, 'g')),
          );
        },
      ),
    ));

  it.each([
    [measure(250, 'g', 1, 'l'), 'measured in g'],
    [measure(0, 'g', 1, 'kg'), 'not above 0'],
    [measure(250, 'g', 0.5, 'kg'), 'not above 0'],
    [measure(0.001, 'mg', 1, 'kg'), 'far more than it holds'],
    [measure(1, 'stone' as Unit, 1, 'kg'), 'unknown'],
  ])('is not that of %j', (of, problem) => expect(measureProblem(of)).toContain(problem));

  it('is told for what the law names', () =>
    expect((['mg', 'floz', 'cm', 'ft2', 'item'] as const).map(usualBase)).toEqual([
      'kg',
      'l',
      'm',
      'm2',
      'item',
    ]));
});
