import { formatAmount, parseAmount } from '../../core/product-csv/amount.js';
import { type Measure, type Unit, units, usualBase } from '../../core/pricing/unit-price.js';
import type { CellReader } from './cell-reader.js';
import type { Column } from './columns.js';

const DIGITS = 3;

/** To be spread into a variant: nothing where the file says nothing, or 0. */
export function readMeasure(reader: CellReader): { measure?: Measure } {
  const total = thousandths(reader, 'Unit Price Total Measure');
  if (total === 0) return {};
  const totalUnit = unitOf(reader, 'Unit Price Total Measure Unit', null);
  const base = reader.wholeNumber('Unit Price Base Measure') || 1;
  const baseUnit = unitOf(reader, 'Unit Price Base Measure Unit', usualBase(totalUnit));
  return { measure: { total, totalUnit, base, baseUnit } };
}

function thousandths(reader: CellReader, column: Column): number {
  const text = reader.text(column);
  if (text === '') return 0;
  const amount = /^\d+([.,]\d*)?$/.test(text) ? parseAmount(text.replace(',', '.'), DIGITS) : null;
  return amount ?? reader.fail(column, 'an amount such as 0.75, with three decimals at most');
}

/** `fl oz` and `m²` are floz and m2. */
function unitOf(reader: CellReader, column: Column, empty: Unit | null): Unit {
  const text = reader.text(column).toLowerCase().replaceAll(/\s/g, '').replace('²', '2').replace('³', '3');
  if (text === '' && empty) return empty;
  const singular = text === 'items' ? 'item' : text;
  return units.find((unit) => unit === singular) ?? reader.fail(column, units.join(', '));
}

export function measureCells(measure: Measure | undefined): Partial<Record<Column, string>> {
  if (!measure) return {};
  return {
    'Unit Price Total Measure': formatAmount(measure.total, DIGITS).replace(/\.?0+$/, ''),
    'Unit Price Total Measure Unit': measure.totalUnit,
    'Unit Price Base Measure': String(measure.base),
    'Unit Price Base Measure Unit': measure.baseUnit,
  };
}
