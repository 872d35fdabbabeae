import { searchWords, type SearchWord } from '../../core/catalog/terms.js';
import type { ListingFilters, ListingQuery, ListingSort } from './catalog.types.js';
import { every, sql, Sql } from './sql.js';

/** The products a listing starts from, before filters: `FROM ${from} WHERE ${where}`. */
export interface Base {
  from: Sql;
  where: Sql;
}

/** Null when the search has no word that could be found. */
export function baseOf(search: string | undefined, collectionId: number | null): Base | null {
  const words = search === undefined ? [] : searchWords(search);
  if (search !== undefined && words.length === 0) return null;
  const listed = sql`p.is_listed = 1`;
  const found = words.length === 0 ? null : sql`(${hits(words)}) s JOIN products p ON p.id = s.product_id`;
  if (collectionId === null) return { from: found ?? sql`products p`, where: listed };
  const products = found ?? sql`products p`;
  return {
    from: sql`${products} JOIN collection_products m ON m.product_id = p.id`,
    where: sql`m.collection_id = ${collectionId} AND ${listed}`,
  };
}

/** Products that have every word; a word counts by the place where it stands, twice when it is the whole word. */
function hits(words: readonly SearchWord[]): Sql {
  const [first, ...others] = words.map(
    ({ exact, prefix }) => sql`SELECT product_id, MAX(weight * IF(term IN (${exact}), 2, 1)) AS score
      FROM product_terms WHERE ${termCondition(exact, prefix)} GROUP BY product_id`,
  );
  if (others.length === 0) return first!;
  const joins = others.map((word, index) => {
    const name = new Sql(`w${index + 1}`);
    return sql` JOIN (${word}) ${name} ON ${name}.product_id = w0.product_id`;
  });
  const scores = new Sql(words.map((_, index) => `w${index}.score`).join(' + '));
  const all = joins.reduce((before, join) => sql`${before}${join}`);
  return sql`SELECT w0.product_id, ${scores} AS score FROM (${first!}) w0${all}`;
}

/** Terms hold letters and digits only, so the prefix needs no escaping for LIKE. */
const termCondition = (exact: readonly string[], prefix: string | null): Sql =>
  prefix === null ? sql`term IN (${exact})` : sql`(term IN (${exact}) OR term LIKE ${`${prefix}%`})`;

const orders: Record<Exclude<ListingSort, 'manual' | 'relevance'>, string> = {
  'best-selling': 'p.units_sold DESC, p.id DESC',
  'title-ascending': 'p.title, p.id',
  'title-descending': 'p.title DESC, p.id DESC',
  'price-ascending': 'p.price_min, p.id',
  'price-descending': 'p.price_min DESC, p.id DESC',
  'created-descending': 'p.created_at DESC, p.id DESC',
  'created-ascending': 'p.created_at, p.id',
};

export function orderOf({ sort, search }: ListingQuery, isCollection: boolean): Sql {
  if (sort !== 'manual' && sort !== 'relevance') return new Sql(orders[sort]);
  if (search !== undefined && sort === 'relevance') return new Sql('s.score DESC, p.units_sold DESC, p.id');
  return new Sql(isCollection ? 'm.position, p.id' : 'p.id');
}

/** The facets whose filter can be left out of a count. */
export type FilterId = 'availability' | 'price' | 'vendor' | 'product_type' | 'tag' | `option:${string}`;

interface Filter {
  id: FilterId;
  condition: Sql;
}

const IS_IN_STOCK = sql`EXISTS (SELECT 1 FROM variants sv
  JOIN variant_availability sa ON sa.variant_id = sv.id WHERE sv.product_id = p.id AND sa.is_available = 1)`;

const oneOf = (id: FilterId, values: readonly string[], condition: (values: readonly string[]) => Sql) =>
  values.length === 0 ? [] : [{ id, condition: condition(values) }];

/** Conditions on `products p`. */
function productFilters({ vendors, types, tags, availability }: ListingFilters): Filter[] {
  return [
    ...oneOf('vendor', vendors, (values) => sql`p.vendor IN (${values})`),
    ...oneOf('product_type', types, (values) => sql`p.type IN (${values})`),
    ...oneOf('tag', tags, hasTag),
    ...(availability === 'out' ? [{ id: 'availability' as const, condition: sql`NOT ${IS_IN_STOCK}` }] : []),
  ];
}

const hasTag = (values: readonly string[]): Sql =>
  sql`EXISTS (SELECT 1 FROM product_tags ft WHERE ft.product_id = p.id AND ft.tag IN (${values}))`;

const hasOption = (name: string, values: readonly string[]): Sql =>
  sql`EXISTS (SELECT 1 FROM variant_options fo WHERE fo.variant_id = v.id AND fo.name = ${name}
    AND fo.value IN (${values}))`;

export const optionId = (name: string): `option:${string}` => `option:${name.toLowerCase()}`;

/** Conditions on `variants v` with `variant_availability a`: one variant must fulfil them all. */
function variantFilters({ availability, priceGte, priceLte, options }: ListingFilters): Filter[] {
  return [
    ...(priceGte === undefined ? [] : [{ id: 'price' as const, condition: sql`v.price >= ${priceGte}` }]),
    ...(priceLte === undefined ? [] : [{ id: 'price' as const, condition: sql`v.price <= ${priceLte}` }]),
    ...(availability === 'in' ? [{ id: 'availability' as const, condition: sql`a.is_available = 1` }] : []),
    ...options.flatMap(({ name, values }) => oneOf(optionId(name), values, (some) => hasOption(name, some))),
  ];
}

const conditionsOf = (filters: readonly Filter[], without: FilterId | null): Sql[] =>
  filters.filter(({ id }) => id !== without).map(({ condition }) => condition);

/** "The product `p` fits the filters", leaving one of them out when named, and asking `more` of the same variant. */
export function fits(
  filters: ListingFilters,
  without: FilterId | null = null,
  more: readonly Sql[] = [],
): Sql {
  const ofProduct = conditionsOf(productFilters(filters), without);
  const ofVariant = [...conditionsOf(variantFilters(filters), without), ...more];
  if (ofVariant.length === 0) return every(ofProduct);
  const exists = sql`EXISTS (SELECT 1 FROM variants v LEFT JOIN variant_availability a ON a.variant_id = v.id
    WHERE v.product_id = p.id AND ${every(ofVariant)})`;
  return every([...ofProduct, exists]);
}

/** The same for a statement that has the variant as `v` and its availability as `a` already. */
export function variantFits(filters: ListingFilters, without: FilterId | null): Sql {
  const all = [...productFilters(filters), ...variantFilters(filters)];
  return every(conditionsOf(all, without));
}

export const inStock = (filters: ListingFilters): Sql => fits({ ...filters, availability: 'in' });

export const outOfStock = (filters: ListingFilters): Sql => fits({ ...filters, availability: 'out' });
