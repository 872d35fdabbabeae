import { lineProblem } from '../../core/text/line.js';
import { MAX_PRICE } from '../../core/money/money.js';
import { BadInputError } from '../../platform/errors/shop-error.js';
import type { ListingFilters, ListingQuery, ListingSort } from '../../shop/catalog/listing.types.js';

/** A query string as Express reads it ("simple"): texts, or lists of them when a name came more than once. */
export type Query = Readonly<Record<string, unknown>>;

export const PAGE_SIZE = 24;
export const SORTS = [
  'manual',
  'best-selling',
  'best-rated',
  'created-descending',
  'price-ascending',
  'price-descending',
  'title-ascending',
  'title-descending',
  'created-ascending',
] as const satisfies readonly ListingSort[];

const MAX_PAGE = 10_000;
const MAX_VALUES = 50;
const MAX_OPTIONS = 10;
const MAX_LENGTH = 255;
const MAX_SEARCH = 200;
const OPTION = 'filter.v.option.';

const bad = (): never => {
  throw new BadInputError('catalog.bad_query');
};

function listOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const texts = list.filter((entry) => entry !== '');
  const isFine = (text: unknown) => typeof text === 'string' && lineProblem(text, MAX_LENGTH) === null;
  if (texts.length > MAX_VALUES || !texts.every(isFine)) return bad();
  return [...new Set(texts as string[])];
}

function soleOf(value: unknown): string {
  const list = listOf(value);
  return list.length > 1 ? bad() : (list[0] ?? '');
}

/**
 * What a listing's address asks for (names: contract, "Addresses"). An unknown order means the usual one, as links of
 * other shops carry names of their own. Errors: BadInputError for a page that is no whole number from 1 to 10,000, a
 * price that is no amount, a single value given twice, control characters, and more values than a shop has.
 */
export function readListing(query: Query, digits: number): Omit<ListingQuery, 'collection'> {
  return {
    sort: SORTS.find((sort) => sort === soleOf(query['sort_by'])) ?? 'manual',
    page: readPage(soleOf(query['page'])),
    pageSize: PAGE_SIZE,
    filters: readFilters(query, digits),
  };
}

function readPage(text: string): number {
  if (text === '') return 1;
  const page = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return page >= 1 && page <= MAX_PAGE ? page : bad();
}

function readFilters(query: Query, digits: number): ListingFilters {
  const availability = listOf(query['filter.v.availability']);
  if (availability.some((value) => value !== '1' && value !== '0')) bad();
  const gte = readPrice(soleOf(query['filter.v.price.gte']), digits);
  const lte = readPrice(soleOf(query['filter.v.price.lte']), digits);
  return {
    ...(availability.length === 1 && { availability: availability[0] === '1' ? 'in' : 'out' }),
    ...(gte !== null && { priceGte: gte }),
    ...(lte !== null && { priceLte: lte }),
    vendors: listOf(query['filter.p.vendor']),
    types: listOf(query['filter.p.product_type']),
    tags: listOf(query['filter.p.tag']),
    options: readOptions(query),
  };
}

/** `10`, `10.5` and `10,50` in major units; null for nothing. More than any price counts as the highest price. */
function readPrice(text: string, digits: number): number | null {
  if (text === '') return null;
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,15}(\.\d{1,6})?$/.test(plain)) return bad();
  return Math.min(Math.round(Number(plain) * 10 ** digits), MAX_PRICE);
}

function readOptions(query: Query): ListingFilters['options'] {
  const names = Object.keys(query).filter((name) => name.startsWith(OPTION) && name.length > OPTION.length);
  if (names.length > MAX_OPTIONS) bad();
  return names
    .map((name) => ({ name: soleOf(name.slice(OPTION.length)), values: listOf(query[name]) }))
    .filter((option) => option.values.length > 0);
}

/** The words searched for, without blanks around them. Errors: BadInputError over 200 characters or with control characters. */
export function readSearch(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value.trim() : bad();
  const problem = lineProblem(text, MAX_SEARCH);
  if (problem) throw new BadInputError(`catalog.search_${problem}`);
  return text;
}
