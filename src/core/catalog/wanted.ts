import { foldValue, groupKey, optionFacet, type Vocabulary } from './vocabulary.js';

/** Values of one filter are alternatives; different filters must all hold. Price, option and stock hold for one variant. */
export interface Filters {
  availability?: 'in' | 'out';
  priceGte?: number;
  priceLte?: number;
  vendors: readonly string[];
  types: readonly string[];
  tags: readonly string[];
  options: readonly { name: string; values: readonly string[] }[];
}

/** Filters are bits, so that "what does this variant still lack" is one number. */
export const AVAILABILITY = 1;
export const PRICE = 2;
const FIRST_VALUE_BIT = 4;
/** More than three options cannot be met, so it does no harm that those beyond share a bit. */
const MOST_VALUE_BITS = 28;

/** What filters make of the words of a vocabulary. */
export interface Wanted {
  /** By group: the bit of its facet when values of that facet were chosen, else 0. */
  facets: Int32Array;
  /** By group: that bit when this is a chosen value, else 0. */
  meets: Int32Array;
  /** All bits that a variant and its product must meet together. */
  all: number;
}

export function wantedOf({ keys, facets }: Vocabulary, filters: Filters): Wanted {
  const [bits, meeting] = [new Map<string, number>(), new Map<string, number>()];
  for (const [facet, values] of chosenOf(filters)) {
    const bit = bits.get(foldValue(facet)) ?? FIRST_VALUE_BIT << Math.min(bits.size, MOST_VALUE_BITS);
    bits.set(foldValue(facet), bit);
    for (const value of values) meeting.set(groupKey(facet, value), bit);
  }
  const none = bits.size === 0 ? new Int32Array(keys.length) : null;
  const hasPrice = filters.priceGte !== undefined || filters.priceLte !== undefined;
  return {
    facets: none ?? Int32Array.from(facets, (facet) => bits.get(facet) ?? 0),
    meets: none ?? Int32Array.from(keys, (key) => meeting.get(key) ?? 0),
    all: [...bits.values()].reduce(
      (sum, bit) => sum | bit,
      (filters.availability ? AVAILABILITY : 0) | (hasPrice ? PRICE : 0),
    ),
  };
}

/** Everything fits. */
export const hasNone = (filters: Filters): boolean =>
  chosenOf(filters).length === 0 &&
  filters.availability === undefined &&
  filters.priceGte === undefined &&
  filters.priceLte === undefined;

function chosenOf({ vendors, types, tags, options }: Filters): [facet: string, values: readonly string[]][] {
  const all: [string, readonly string[]][] = [
    ['vendor', vendors],
    ['product_type', types],
    ['tag', tags],
    ...options.map(({ name, values }): [string, readonly string[]] => [optionFacet(name), values]),
  ];
  return all.filter(([, values]) => values.length > 0);
}
