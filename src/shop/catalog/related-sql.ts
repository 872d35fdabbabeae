import { sql, Sql } from './sql.js';

/** A collection, tag or type with more products says little about any one of them: of those only so many are looked at. */
const MOST = new Sql('100');

/**
 * Products to show beside `product` (handle or id), as rows of `product_id` and `score`: three for each collection that they share, two
 * for the type, one for each tag. Whoever shares something with few products is found; of what many share, some are.
 */
export function relatedTo(product: string | number): Sql {
  const me =
    typeof product === 'number' ? sql`${product}` : sql`(SELECT id FROM products WHERE handle = ${product})`;
  const type = sql`(SELECT type FROM products WHERE id = ${me} AND type <> '')`;
  return sql`SELECT c.product_id,
      3 * (${sharedWith(me, COLLECTIONS)}) + (${sharedWith(me, TAGS)})
        + 2 * (SELECT COUNT(*) FROM products o WHERE o.id = c.product_id AND o.type = ${type}) AS score
    FROM (${near(me, COLLECTIONS)} UNION ${near(me, TAGS)} UNION ${bestSellers(type)}) c
    WHERE c.product_id <> ${me}`;
}

/** Above every score of `relatedTo`: what was bought together, by the number of buyers. */
export const PAIR_SCORE = 1_000_000;

/** `relatedTo`, and before all of them the pairs of the product: as second rows of what is both. */
export function besides(product: string): Sql {
  const me = sql`(SELECT id FROM products WHERE handle = ${product})`;
  return sql`${relatedTo(product)}
    UNION ALL SELECT other_id, ${PAIR_SCORE} + buyers FROM product_pairs WHERE product_id = ${me}`;
}

/** A table with a row for each product and what it belongs to. */
interface Memberships {
  table: Sql;
  group: Sql;
}

const COLLECTIONS: Memberships = { table: new Sql('collection_products'), group: new Sql('collection_id') };
const TAGS: Memberships = { table: new Sql('product_tags'), group: new Sql('tag') };

const sharedWith = (me: Sql, { table, group }: Memberships): Sql =>
  sql`SELECT COUNT(*) FROM ${table} a JOIN ${table} b ON b.${group} = a.${group}
    WHERE a.product_id = ${me} AND b.product_id = c.product_id`;

/** All of the groups that are small, and the first of any. */
function near(me: Sql, { table, group }: Memberships): Sql {
  const others = sql`SELECT b.product_id FROM ${table} a JOIN ${table} b ON b.${group} = a.${group} WHERE a.product_id = ${me}`;
  const oneTooMany = sql`SELECT x.product_id FROM ${table} x WHERE x.${group} = a.${group} LIMIT 1 OFFSET ${MOST}`;
  return sql`(${others} AND (${oneTooMany}) IS NULL) UNION (${others} LIMIT ${MOST})`;
}

const bestSellers = (type: Sql): Sql =>
  sql`(SELECT t.id FROM products t WHERE t.is_listed = 1 AND t.type = ${type} ORDER BY t.units_sold DESC LIMIT ${MOST})`;
