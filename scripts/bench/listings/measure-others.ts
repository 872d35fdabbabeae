import { cacheNames } from '../../../src/shop/catalog/cache-names.js';
import { type Cost, costOf } from './cost.js';
import type { Parts } from './measure-listings.js';

export interface Other extends Cost {
  what: string;
}

const PRODUCTS = 20;

/** What else grows with the catalogue: the worst of twenty products' relatives, and the menu's collections with their counts. */
export async function measureOthers({ catalog, cache, database }: Parts): Promise<Other[]> {
  const related: Cost[] = [];
  for (let n = 0; n < PRODUCTS; n += 1)
    related.push(await costOf(database, () => catalog.related(`made-up-${n * 17}`, 4)));
  await cache.forget(cacheNames.collections);
  const collections = await costOf(database, () => catalog.collections());
  const slowest = related.toSorted((a, b) => b.ms - a.ms)[0]!;
  return [
    { what: `related products, the slowest of ${PRODUCTS}`, ...slowest },
    { what: 'collections', ...collections },
  ];
}
