import type { Database } from '../../src/platform/database/database.js';

/**
 * Transactions that the whole server has rolled back. Of people who press a button at once, each one more is somebody
 * whom the database refused after everything before it had said yes: the window of the race was hit.
 */
export async function rollbacks(database: Database): Promise<number> {
  const [row] = await database.query<{ Value: string }>(`SHOW GLOBAL STATUS LIKE 'Com_rollback'`);
  return Number(row!.Value);
}
