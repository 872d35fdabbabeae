import type { Connection } from 'mysql2/promise';

/** What makes a migrated database, statement by statement. */
export type Schema = readonly string[];

interface Part {
  name: string;
  type: 'BASE TABLE' | 'VIEW';
}

/**
 * The tables and views of the migrated database that `connection` is in, and the rows that migrations have put there, as statements
 * for an empty one: they take less than half the time of the migrations. Rows are written as texts, which every column but
 * binary ones takes.
 */
export async function schemaOf(connection: Connection): Promise<Schema> {
  const parts = await rowsOf<Part>(
    connection,
    `SELECT table_name AS name, table_type AS type FROM information_schema.tables
     WHERE table_schema = DATABASE() ORDER BY table_type, table_name`,
  );
  const made: string[] = [];
  const filled: string[] = [];
  for (const { name, type } of parts) {
    made.push(await creationOf(connection, name));
    const rows = type === 'VIEW' ? [] : await rowsOf(connection, `SELECT * FROM \`${name}\``);
    if (rows.length > 0) filled.push(insertOf(connection, name, rows));
  }
  return ['SET FOREIGN_KEY_CHECKS = 0', ...made, ...filled, 'SET FOREIGN_KEY_CHECKS = 1'];
}

/** A view's names the database that it was made in, and who made it. */
async function creationOf(connection: Connection, name: string): Promise<string> {
  const [[shown], [here]] = await Promise.all([
    rowsOf<Record<string, string>>(connection, `SHOW CREATE TABLE \`${name}\``),
    rowsOf<{ name: string }>(connection, 'SELECT DATABASE() AS name'),
  ]);
  const view = shown!['Create View'];
  if (view === undefined) return shown!['Create Table']!;
  return view
    .replace(/^CREATE .*? VIEW /, 'CREATE SQL SECURITY INVOKER VIEW ')
    .replaceAll(`\`${here!.name}\`.`, '');
}

async function rowsOf<T = Record<string, string | null>>(connection: Connection, sql: string): Promise<T[]> {
  const [rows] = await connection.query({ sql, typeCast: (field) => field.string() });
  return rows as unknown as T[];
}

function insertOf(connection: Connection, table: string, rows: Record<string, string | null>[]): string {
  const columns = Object.keys(rows[0]!);
  const names = columns.map((column) => `\`${column}\``).join(', ');
  const values = rows.map((row) => columns.map((column) => row[column]));
  return connection.format(`INSERT INTO \`${table}\` (${names}) VALUES ?`, [values]);
}
