import { optionFacet, type Vocabulary, type Word } from './vocabulary.js';

/** A product with all that listings filter by. Amounts in minor units. */
export interface FilterableProduct {
  id: number;
  priceMin: number;
  priceMax: number;
  vendor: string;
  type: string;
  tags: readonly string[];
  optionNames: readonly string[];
  variants: readonly FilterableVariant[];
}

export interface FilterableVariant {
  id: number;
  price: number;
  options: readonly string[];
  /** false: nobody has entered a stock level, so it is not for sale. */
  hasStock: boolean;
}

/**
 * Products in the order of their ids, as columns: place p of each column belongs to one product, place v to one variant. So
 * to look at 50,000 products with 150,000 variants takes milliseconds. Texts are numbers of a `Vocabulary`.
 */
export interface ProductColumns {
  ids: Float64Array;
  priceMin: Float64Array;
  priceMax: Float64Array;
  /** Vendor, type and tags of product p are `values` from place `valueStart[p]` until `valueStart[p + 1]`. */
  valueStart: Int32Array;
  values: Int32Array;
  /** Likewise its variants. */
  variantStart: Int32Array;
  variantIds: Float64Array;
  prices: Float64Array;
  hasStock: Uint8Array;
  /** Options of variant v from place `optionStart[v]`. */
  optionStart: Int32Array;
  options: Int32Array;
}

/** Columns of `products`, which come in the order of their ids. Empty values are left out. */
export function toColumns(products: readonly FilterableProduct[], vocabulary: Vocabulary): ProductColumns {
  const numbers = (words: readonly Word[]) =>
    words.filter(({ value }) => value !== '').map((word) => vocabulary.numberOf(word));
  const variants = products.flatMap((product) => product.variants);
  const values = products.map((product) => numbers(valuesOf(product)));
  const options = products.flatMap((product) =>
    product.variants.map((variant) => numbers(optionsOf(product.optionNames, variant))),
  );
  return {
    ids: Float64Array.from(products, ({ id }) => id),
    priceMin: Float64Array.from(products, ({ priceMin }) => priceMin),
    priceMax: Float64Array.from(products, ({ priceMax }) => priceMax),
    valueStart: starts(values),
    values: Int32Array.from(values.flat()),
    variantStart: starts(products.map((product) => product.variants)),
    variantIds: Float64Array.from(variants, ({ id }) => id),
    prices: Float64Array.from(variants, ({ price }) => price),
    hasStock: Uint8Array.from(variants, ({ hasStock }) => Number(hasStock)),
    optionStart: starts(options),
    options: Int32Array.from(options.flat()),
  };
}

const valuesOf = ({ vendor, type, tags }: FilterableProduct): Word[] => [
  { facet: 'vendor', label: 'vendor', value: vendor },
  { facet: 'product_type', label: 'product_type', value: type },
  ...tags.map((tag): Word => ({ facet: 'tag', label: 'tag', value: tag })),
];

const optionsOf = (names: readonly string[], { options }: FilterableVariant): Word[] =>
  names.map((name, at) => ({ facet: optionFacet(name), label: name, value: options[at] ?? '' }));

function starts(lists: readonly (readonly unknown[])[]): Int32Array {
  const ends = new Int32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) ends[at + 1] = ends[at]! + list.length;
  return ends;
}

/** The products of all `parts`, one part after the other. The parts have one vocabulary. */
export function joinColumns(parts: readonly ProductColumns[]): ProductColumns {
  const all = <Name extends keyof ProductColumns>(name: Name) => parts.map((part) => part[name]);
  return {
    ids: joined(Float64Array, all('ids')),
    priceMin: joined(Float64Array, all('priceMin')),
    priceMax: joined(Float64Array, all('priceMax')),
    valueStart: joinedStarts(all('valueStart')),
    values: joined(Int32Array, all('values')),
    variantStart: joinedStarts(all('variantStart')),
    variantIds: joined(Float64Array, all('variantIds')),
    prices: joined(Float64Array, all('prices')),
    hasStock: joined(Uint8Array, all('hasStock')),
    optionStart: joinedStarts(all('optionStart')),
    options: joined(Int32Array, all('options')),
  };
}

function joined<T extends Int32Array | Uint8Array | Float64Array>(
  kind: new (length: number) => T,
  columns: readonly T[],
): T {
  const whole = new kind(columns.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const column of columns) {
    whole.set(column, place);
    place += column.length;
  }
  return whole;
}

function joinedStarts(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length - 1, 1));
  let [place, before] = [0, 0];
  for (const part of parts) {
    for (let at = 1; at < part.length; at += 1) whole[place + at] = before + part[at]!;
    place += part.length - 1;
    before = whole[place]!;
  }
  return whole;
}

/** Place of an id among `ids`, which go up; -1 when it is not there. */
export function placeOf(ids: Float64Array, id: number): number {
  let [from, until] = [0, ids.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if (ids[middle]! < id) from = middle + 1;
    else until = middle;
  }
  return ids[from] === id ? from : -1;
}
