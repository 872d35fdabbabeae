import type { CacheService } from '../../../src/platform/cache/cache.service.js';
import type { Database } from '../../../src/platform/database/database.js';
import { cacheNames } from '../../../src/shop/catalog/cache-names.js';
import type { CatalogService } from '../../../src/shop/catalog/catalog.service.js';
import type { ListingFilters, ListingQuery, ListingSort } from '../../../src/shop/catalog/listing.types.js';
import { type Cost, costOf } from './cost.js';

/** One listing, asked for once. */
export interface Asked extends Cost {
  place: string;
  filters: string;
  sort: ListingSort;
  page: number;
  /** `after an edit`: everything that depends on the catalogue's state is read anew. `cold`: only this page is new. */
  kind: 'after an edit' | 'cold' | 'warm';
  products: number;
}

export interface Parts {
  catalog: CatalogService;
  cache: CacheService;
  database: Database;
}

const SORTS: ListingSort[] = [
  'manual',
  'best-selling',
  'title-ascending',
  'title-descending',
  'price-ascending',
  'price-descending',
  'created-ascending',
  'created-descending',
];
const PAGES = [1, 10, 500, 2000];
const NONE: ListingFilters = { vendors: [], types: [], tags: [], options: [] };
const FILTERS: Record<string, ListingFilters> = {
  'in stock': { ...NONE, availability: 'in' },
  'sold out': { ...NONE, availability: 'out' },
  price: { ...NONE, priceGte: 2000, priceLte: 9000 },
  vendor: { ...NONE, vendors: ['Vendor 1', 'Vendor 7'] },
  type: { ...NONE, types: ['Mug 0'] },
  tag: { ...NONE, tags: ['tag 0', 'tag 3'] },
  colour: { ...NONE, options: [{ name: 'Colour', values: ['Moss', 'Ink'] }] },
  'all of them': {
    availability: 'in',
    priceGte: 500,
    priceLte: 30_000,
    vendors: ['Vendor 0', 'Vendor 1', 'Vendor 2'],
    types: ['Mug 0', 'Lamp 0', 'Rope 0'],
    tags: ['tag 0', 'tag 1', 'tag 2'],
    options: [
      { name: 'Colour', values: ['Moss', 'Ink', 'Oat'] },
      { name: 'Size', values: ['M', 'L'] },
    ],
  },
};

type Place = Pick<ListingQuery, 'collection' | 'search'>;
const PLACES = {
  all: { collection: null },
  everything: { collection: 'everything' },
  picked: { collection: 'picked' },
  search: { collection: null, search: 'ribbed m' },
} satisfies Record<string, Place>;

/** Every order of every place, and every filter of the biggest collection: the first page after an edit, pages further on, the first once more. */
export async function measureListings(parts: Parts): Promise<Asked[]> {
  const all: Asked[] = [];
  for (const [place, where] of Object.entries(PLACES))
    for (const sort of SORTS)
      all.push(...(await measurePages(parts, place, { ...where, sort, filters: NONE })));
  for (const [name, filters] of Object.entries(FILTERS)) {
    const query = { ...PLACES.everything, sort: 'title-ascending' as const, filters };
    all.push(...(await measurePages(parts, 'everything', query, name)));
  }
  return all;
}

async function measurePages(
  parts: Parts,
  place: string,
  query: Omit<ListingQuery, 'page' | 'pageSize'>,
  filters = '',
): Promise<Asked[]> {
  const ask = (page: number, kind: Asked['kind']) =>
    measure(parts, { ...query, page, pageSize: 24 }, { place, filters, kind });
  await parts.cache.forget(cacheNames.listings);
  const first = await ask(1, 'after an edit');
  const others: Asked[] = [];
  for (const page of PAGES.filter((one) => one > 1 && (one - 1) * 24 < first.products))
    others.push(await ask(page, 'cold'));
  return [first, ...others, await ask(1, 'warm')];
}

async function measure(
  { catalog, database }: Parts,
  query: ListingQuery,
  about: Pick<Asked, 'place' | 'filters' | 'kind'>,
): Promise<Asked> {
  const { answer, ...cost } = await costOf(database, () => catalog.listing(query));
  return { ...about, sort: query.sort, page: query.page, products: answer?.total ?? 0, ...cost };
}
