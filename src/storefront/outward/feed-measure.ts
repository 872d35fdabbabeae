import type { Measure, Unit } from '../../core/pricing/unit-price.js';

/** Google's names of units, where they are others than ours. Source: https://support.google.com/merchants/answer/6324455 */
const NAMES: Partial<Record<Unit, string>> = { m3: 'cbm', m2: 'sqm', ft2: 'sqft', item: 'ct' };
/** What it takes as a base, in any unit. Source: https://support.google.com/merchants/answer/6324490 */
const BASES = new Set([1, 2, 4, 8, 10, 100]);

const nameOf = (unit: Unit): string => NAMES[unit] ?? unit;

/** Columns of the feed; none without a measure. A base that Google does not know is left out: then it takes 1 of the unit. */
export function measureColumns(measure: Measure | undefined) {
  if (!measure) return {};
  const { total, totalUnit, base, baseUnit } = measure;
  // There is no millimetre.
  const [thousandths, unit] = totalUnit === 'mm' ? [total / 10, 'cm'] : [total, nameOf(totalUnit)];
  const isKnown = BASES.has(base) && baseUnit !== 'mm';
  return {
    unit_pricing_measure: `${thousandths / 1000}${unit}`,
    ...(isKnown && { unit_pricing_base_measure: `${base}${nameOf(baseUnit)}` }),
  };
}
