import type { Measure, Unit } from '../../core/pricing/unit-price.js';

/** Columns of `variants` about what is in one; null in all of them, or in none. */
export interface MeasureRow {
  measure_total: number | null;
  measure_total_unit: Unit | null;
  measure_base: number | null;
  measure_base_unit: Unit | null;
}

export const MEASURE_COLUMNS = [
  'measure_total',
  'measure_total_unit',
  'measure_base',
  'measure_base_unit',
] as const;

/** To be spread into a variant: nothing where there is no measure. */
export function measureOf(row: MeasureRow): { measure?: Measure } {
  const { measure_total: total, measure_base: base } = row;
  const { measure_total_unit: totalUnit, measure_base_unit: baseUnit } = row;
  if (total === null || totalUnit === null || base === null || baseUnit === null) return {};
  return { measure: { total, totalUnit, base, baseUnit } };
}

/** In the order of `MEASURE_COLUMNS`. */
export const measureValues = (measure: Measure | undefined): unknown[] =>
  measure
    ? [measure.total, measure.totalUnit, measure.base, measure.baseUnit]
    : MEASURE_COLUMNS.map(() => null);
