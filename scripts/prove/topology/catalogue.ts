import type { Source } from '../../audit/audit.js';

export interface Catalogue {
  /** Addresses of pages that anybody may look at. */
  pages: readonly string[];
  /** Variants of which there is more than anybody can buy. */
  plenty: readonly number[];
  /** Variants of which there is little. */
  scarce: readonly number[];
  /** Nobody but the race for it wants this one. */
  contested: number;
  /** What there is of each variant at the start. */
  stock: ReadonlyMap<number, number>;
}

const MUCH = 1_000_000;
const LITTLE = 12;
/** As many variants are scarce. */
const SCARCE = 8;
const SEARCHES = ['lantern', 'tent', 'mug', 'wool', 'candle', 'game', 'rope', 'nothing-like-it'];

/** Counts every variant's stock: most have plenty, some little, one ten pieces for 200 buyers. Reads what there is to see. */
export async function prepareCatalogue(database: Source): Promise<Catalogue> {
  const variants = await database.query<{ id: number }>(
    `SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id WHERE p.is_listed = 1 ORDER BY v.id`,
  );
  const ids = variants.map(({ id }) => id);
  const [contested, scarce, plenty] = [ids[0]!, ids.slice(1, 1 + SCARCE), ids.slice(1 + SCARCE)];
  const stock = await fillShelves(database, contested, scarce);
  return { pages: await pagesOf(database), plenty, scarce, contested, stock };
}

/** Answers what there is of each variant then. */
async function fillShelves(
  database: Source,
  contested: number,
  scarce: readonly number[],
): Promise<Map<number, number>> {
  await database.query(
    `UPDATE stock_levels SET counted = 1, sells_when_out = 0, reserved = 0, on_hand = CASE
       WHEN variant_id = ${contested} THEN 10 WHEN variant_id IN (${scarce.join()}) THEN ${LITTLE} ELSE ${MUCH} END`,
  );
  const levels = await database.query<{ id: number; onHand: number }>(
    'SELECT variant_id AS id, on_hand AS onHand FROM stock_levels',
  );
  return new Map(levels.map(({ id, onHand }) => [id, onHand]));
}

async function pagesOf(database: Source): Promise<string[]> {
  const handles = async (sql: string) =>
    (await database.query<{ handle: string }>(sql)).map(({ handle }) => handle);
  const products = await handles('SELECT handle FROM products WHERE is_listed = 1 ORDER BY id');
  const collections = await handles('SELECT handle FROM collections ORDER BY position');
  return [
    '/',
    '/collections/all',
    ...collections.map((handle) => `/collections/${handle}`),
    ...products.map((handle) => `/products/${handle}`),
    ...SEARCHES.map((word) => `/search?q=${word}`),
  ];
}
