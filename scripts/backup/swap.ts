import { PlainRefusal } from './plain-refusal.js';
import { quote, table, type Server } from './server.js';

/**
 * Puts the tables and views of `from` in the place of those of `to`, which go to the empty schema `aside`. One statement
 * renames them all, so whoever reads sees all the old ones or all the new ones, also when the power fails. A view cannot
 * be renamed across schemas: it is written again, and the old one reads the new tables until then.
 */
export async function swap(server: Server, from: string, to: string, aside: string): Promise<void> {
  const [old, fresh, views, oldViews] = await Promise.all([
    server.names(to, 'BASE TABLE'),
    server.names(from, 'BASE TABLE'),
    server.names(from, 'VIEW'),
    server.names(to, 'VIEW'),
  ]);
  const statements = [];
  for (const name of views) statements.push(await server.viewStatement(from, name));
  const renames = [
    ...old.map((name) => `${table(to, name)} TO ${table(aside, name)}`),
    ...fresh.map((name) => `${table(from, name)} TO ${table(to, name)}`),
  ];
  await server.query(`RENAME TABLE ${renames.join(', ')}`);
  await server.query(`USE ${quote(to)}`);
  for (const statement of statements) await server.query(statement);
  const gone = oldViews.filter((name) => !views.includes(name));
  for (const name of gone) await server.query(`DROP VIEW ${table(to, name)}`);
}

/** Like the schema `like` in character set and collation. Errors: PlainRefusal with the right that is missing. */
export async function createSchema(server: Server, name: string, like: string): Promise<void> {
  const [row] = await server.query<{ charset: string; collation: string }>(
    `SELECT default_character_set_name AS charset, default_collation_name AS collation
     FROM information_schema.schemata WHERE schema_name = ?`,
    [like],
  );
  if (!row) throw new PlainRefusal(`There is no schema ${like}. Make it:  CREATE DATABASE ${quote(like)};`);
  const sql = `CREATE DATABASE ${quote(name)} CHARACTER SET ${row.charset} COLLATE ${row.collation}`;
  await server.query(sql).catch((error: { errno?: number; message: string }) => {
    if (error.errno !== 1044 && error.errno !== 1227) throw error;
    const user = decodeURIComponent(new URL(server.address).username);
    const pattern = `${like.replaceAll('_', '\\_')}\\_restore\\_%`;
    throw new PlainRefusal(
      `A restore needs a schema of its own beside ${like}, so that nothing is half done. Let it, as the root of the server:\n\n  GRANT ALL ON ${quote(pattern)}.* TO ${quote(user)}@'%';`,
    );
  });
}
