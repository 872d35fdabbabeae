import { quote, table, type Server } from './server.js';

/** Redis may know what the backup does not: it must not be taken for somebody, or something, else. */
const NEVER_AGAIN = ['customers', 'products', 'variants'];
const SKIPPED_IDS = 1_000_000;
const SKIPPED_EPOCHS = 1000;

/**
 * Makes a restored schema safe beside a Redis that has lived on. Ids given out since the backup are not given out again: a
 * session or a cart of customer 57 is never another person's. Epochs go beyond all that were given since, or Redis would turn
 * a sign-in away as older than the last password; so every customer signs in once more.
 */
export async function stepOver(server: Server, schema: string): Promise<void> {
  for (const name of NEVER_AGAIN) {
    const [row] = await server.query<{ last: number }>(
      `SELECT COALESCE(MAX(id), 0) AS last FROM ${table(schema, name)}`,
    );
    const next = row!.last + SKIPPED_IDS;
    await server.query(`ALTER TABLE ${table(schema, name)} AUTO_INCREMENT = ${next}`);
  }
  await server.query(
    `UPDATE ${table(schema, 'customers')} SET session_epoch = session_epoch + ${SKIPPED_EPOCHS}, sessions_ended_at = UTC_TIMESTAMP(3)`,
  );
}

export const dropSchema = (server: Server, schema: string): Promise<unknown> =>
  server.query(`DROP DATABASE IF EXISTS ${quote(schema)}`);
