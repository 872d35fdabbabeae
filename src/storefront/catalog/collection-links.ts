import type { ListingFilters, ListingQuery } from '../../shop/catalog/listing.types.js';

type Facts = Pick<ListingQuery, 'sort' | 'filters'> & { search?: string; isAsTyped?: boolean };

/** One active filter: the parameter that carries it. */
export interface FilterValue {
  name: string;
  value: string;
}

const each = (name: string, values: readonly string[]): FilterValue[] =>
  values.map((value) => ({ name, value }));

/** `filters` as parameters of the address. `toMajor` writes an amount of minor units as a plain decimal. */
export function filterValues(filters: ListingFilters, toMajor: (amount: number) => string): FilterValue[] {
  const { availability, priceGte, priceLte } = filters;
  return [
    ...(availability ? each('filter.v.availability', [availability === 'in' ? '1' : '0']) : []),
    ...(priceGte === undefined ? [] : each('filter.v.price.gte', [toMajor(priceGte)])),
    ...(priceLte === undefined ? [] : each('filter.v.price.lte', [toMajor(priceLte)])),
    ...filters.options.flatMap(({ name, values }) => each(`filter.v.option.${name}`, values)),
    ...each('filter.p.product_type', filters.types),
    ...each('filter.p.vendor', filters.vendors),
    ...each('filter.p.tag', filters.tags),
  ];
}

/** Writes addresses of one listing; what has its usual value is left out of them. */
export class ListingLinks {
  private readonly values: FilterValue[];

  constructor(
    private readonly path: string,
    private readonly facts: Facts,
    toMajor: (amount: number) => string,
  ) {
    this.values = filterValues(facts.filters, toMajor);
  }

  toPage = (page: number): string => this.write(this.values, page);

  without = (gone: FilterValue): string =>
    this.write(this.values.filter(({ name, value }) => name !== gone.name || value !== gone.value));

  withoutFilters = (): string => this.write([]);

  get active(): readonly FilterValue[] {
    return this.values;
  }

  private write(values: readonly FilterValue[], page = 1): string {
    const parameters = new URLSearchParams();
    if (this.facts.search !== undefined) parameters.append('q', this.facts.search);
    if (this.facts.isAsTyped) parameters.append('as_typed', '1');
    for (const { name, value } of values) parameters.append(name, value);
    if (this.facts.sort !== 'manual' && this.facts.sort !== 'relevance')
      parameters.append('sort_by', this.facts.sort);
    if (page > 1) parameters.append('page', String(page));
    const text = parameters.toString();
    return text ? `${this.path}?${text}` : this.path;
  }
}
