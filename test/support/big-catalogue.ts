import { createConnection } from 'mysql2/promise';
import { fillCatalogue } from '../../scripts/bench/listings/fill-catalogue.js';
import type { ListingQuery } from '../../src/shop/catalog/listing.types.js';
import { testCatalogue } from './catalogue.js';
import { makeTruth, NO_FILTERS } from './listing-truth.js';

/** A catalogue of so many made-up products, three variants each on average, and a connection for measuring. */
export async function bigCatalogue(products: number) {
  const shop = await testCatalogue();
  const connection = await createConnection(shop.url.replace(/^mariadb:/, 'mysql:'));
  await fillCatalogue(connection, { products });
  await makeTruth(shop.database);
  const close = async () => {
    await connection.end();
    await shop.close();
  };
  const list = async (changes: Partial<ListingQuery> = {}) =>
    (await shop.catalog.listing({
      collection: null,
      sort: 'manual',
      page: 1,
      pageSize: 24,
      filters: NO_FILTERS,
      ...changes,
    }))!;

  return {
    ...shop,
    connection,
    list,
    close,
    /** Ids of the products of all pages, one page after the other. */
    async idsOfAllPages(changes: Partial<ListingQuery>): Promise<number[]> {
      const { pageCount } = await list(changes);
      const ids: number[] = [];
      for (let page = 1; page <= pageCount; page += 1)
        ids.push(...(await list({ ...changes, page })).cards.map((card) => card.id));
      return ids;
    },
  };
}

export type BigCatalogue = Awaited<ReturnType<typeof bigCatalogue>>;
