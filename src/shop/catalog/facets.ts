import type { ListingCount, ValueCount } from '../../core/catalog/count-listing.js';
import { foldValue, optionFacet } from '../../core/catalog/vocabulary.js';
import type { Facet, ListingFilters } from './listing.types.js';

const MOST_VALUES = 100;
const MOST_OPTION_VALUES = 500;

/** The facets of a listing in the order of the contract; those without values are left out. */
export function facetsOf(filters: ListingFilters, count: ListingCount): Facet[] {
  const { vendors, types, tags } = filters;
  const facets: Facet[] = [
    availability(filters, count),
    plain('vendor', count.values, vendors),
    plain('product_type', count.values, types),
    plain('tag', count.values, tags),
    ...options(filters, count.values),
  ];
  return facets.filter((facet) => facet.values.length > 0);
}

/** Values as the address has them: 1 in stock, 0 out of stock. */
function availability(filters: ListingFilters, { isIn, isOut }: ListingCount): Facet {
  const values = [
    { value: '1', count: isIn, isActive: filters.availability === 'in' },
    { value: '0', count: isOut, isActive: filters.availability === 'out' },
  ];
  return { id: 'availability', label: 'availability', values };
}

interface Counted {
  value: string;
  count: number;
  isActive: boolean;
}

interface InOrder extends Counted {
  nth: number;
  inAll: number;
}

/** Of many values those that were chosen, then the commonest; all in the order of the alphabet. */
function plain(
  id: 'vendor' | 'product_type' | 'tag',
  all: readonly ValueCount[],
  active: readonly string[],
): Facet {
  const ofThis = all.filter(({ word }) => word.facet === id);
  const shown = counted(ofThis, active)
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive) || b.inAll - a.inAll || byAlphabet(a, b))
    .slice(0, MOST_VALUES)
    .toSorted(byAlphabet);
  return { id, label: id, values: withActive(shown, active) };
}

const byAlphabet = (a: InOrder, b: InOrder): number => a.nth - b.nth;

/** In the order in which products show them first. */
function options(filters: ListingFilters, all: readonly ValueCount[]): Facet[] {
  const shown = all
    .filter(({ word }) => word.facet.startsWith('option:'))
    .toSorted((a, b) => a.firstVariant - b.firstVariant)
    .slice(0, MOST_OPTION_VALUES);
  const byName = Map.groupBy(shown, ({ word }) => word.facet as `option:${string}`);
  return [...byName].map(([id, values]) => {
    const active = filters.options
      .filter(({ name }) => optionFacet(name) === id)
      .flatMap((one) => one.values);
    return { id, label: values[0]!.word.label, values: withActive(counted(values, active), active) };
  });
}

function counted(values: readonly ValueCount[], active: readonly string[]): InOrder[] {
  const chosen = new Set(active.map(foldValue));
  return values.map(({ word: { value }, nth, count, inAll }) => ({
    value,
    nth,
    count,
    inAll,
    isActive: chosen.size > 0 && chosen.has(foldValue(value)),
  }));
}

/** A chosen value that nothing has is shown too, so that it can be taken away again. */
function withActive(shown: readonly Counted[], active: readonly string[]): Counted[] {
  const known = new Set(shown.filter(({ isActive }) => isActive).map(({ value }) => foldValue(value)));
  const unknown = active.filter((value) => !known.has(foldValue(value)));
  return [
    ...shown.map(({ value, count, isActive }) => ({ value, count, isActive })),
    ...unknown.map((value) => ({ value, count: 0, isActive: true })),
  ];
}
