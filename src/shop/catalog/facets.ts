import type { Facet, ListingFilters } from './catalog.types.js';
import { optionId } from './listing-sql.js';

/** Counts arrive as text: SUM is a DECIMAL. */
export interface CountRow {
  value: string;
  count: number | string;
}

export interface OptionCountRow extends CountRow {
  name: string;
}

export interface StockCounts {
  isIn: number | string;
  isOut: number | string;
}

export interface Counts {
  vendor: CountRow[];
  type: CountRow[];
  tag: CountRow[];
  options: OptionCountRow[];
  stock: StockCounts;
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase();
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The facets of a listing in the order of the contract; those without values are left out. */
export function facetsOf(filters: ListingFilters, counts: Counts): Facet[] {
  const facets: Facet[] = [
    availability(filters, counts.stock),
    plain('vendor', counts.vendor, filters.vendors),
    plain('product_type', counts.type, filters.types),
    plain('tag', counts.tag, filters.tags),
    ...options(filters, counts.options),
  ];
  return facets.filter((facet) => facet.values.length > 0);
}

/** Values as the address has them: 1 in stock, 0 out of stock. */
function availability(filters: ListingFilters, { isIn, isOut }: StockCounts): Facet {
  const values = [
    { value: '1', count: Number(isIn), isActive: filters.availability === 'in' },
    { value: '0', count: Number(isOut), isActive: filters.availability === 'out' },
  ];
  return { id: 'availability', label: 'availability', values };
}

function plain(
  id: 'vendor' | 'product_type' | 'tag',
  rows: readonly CountRow[],
  active: readonly string[],
): Facet {
  const sorted = withActive(rows, active).toSorted((a, b) => collator.compare(a.value, b.value));
  return { id, label: id, values: marked(sorted, active) };
}

function options(filters: ListingFilters, rows: readonly OptionCountRow[]): Facet[] {
  const byName = Map.groupBy(rows, (row) => optionId(row.name));
  return [...byName].map(([id, values]) => {
    const active = filters.options.filter((option) => optionId(option.name) === id).flatMap((o) => o.values);
    return { id, label: values[0]!.name, values: marked(withActive(values, active), active) };
  });
}

/** A chosen value that nothing has is shown too, so that it can be taken away again. */
function withActive(rows: readonly CountRow[], active: readonly string[]): CountRow[] {
  const known = new Set(rows.map((row) => fold(row.value)));
  return [...rows, ...active.filter((v) => !known.has(fold(v))).map((value) => ({ value, count: 0 }))];
}

function marked(rows: readonly CountRow[], active: readonly string[]) {
  const chosen = new Set(active.map(fold));
  return rows.map(({ value, count }) => ({ value, count: Number(count), isActive: chosen.has(fold(value)) }));
}
