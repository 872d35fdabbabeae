import { expect, it } from 'vitest';
import { measureColumns } from './feed-measure.js';

it.each([
  [{ total: 250_000, totalUnit: 'g', base: 1, baseUnit: 'kg' } as const, ['250g', '1kg']],
  [{ total: 750, totalUnit: 'l', base: 100, baseUnit: 'ml' } as const, ['0.75l', '100ml']],
  [{ total: 2500, totalUnit: 'm2', base: 1, baseUnit: 'm2' } as const, ['2.5sqm', '1sqm']],
  [{ total: 6000, totalUnit: 'item', base: 1, baseUnit: 'item' } as const, ['6ct', '1ct']],
  [{ total: 5000, totalUnit: 'mm', base: 250, baseUnit: 'm' } as const, ['0.5cm', undefined]],
  [undefined, [undefined, undefined]],
])('the feed tells of %j as Google writes it', (measure, expected) => {
  const { unit_pricing_measure, unit_pricing_base_measure } = {
    unit_pricing_measure: undefined,
    unit_pricing_base_measure: undefined,
    ...measureColumns(measure),
  };
  expect([unit_pricing_measure, unit_pricing_base_measure]).toEqual(expected);
});
