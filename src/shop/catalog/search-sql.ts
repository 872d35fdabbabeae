import { searchWords, type SearchWord } from '../../core/catalog/terms.js';
import { sql, Sql } from './sql.js';

/** Products that have every word of `search`, as rows of `product_id` and `score`. Null when it has no word. */
export function hitsOf(search: string): Sql | null {
  const words = searchWords(search);
  return words.length === 0 ? null : hits(words);
}

/** A word counts by the place where it stands, twice when it is the whole word. */
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
