const LOCK = 'cloudcart_migrate';
/** Longer than a migration waits for a table. */
const LOCK_WAIT_SECONDS = 240;

interface Asks {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/**
 * Runs `work` while nobody else migrates, or takes a backup of, the schema in use. The lock belongs to the connection of `asks`.
 * Errors: when another one holds it for four minutes.
 */
export async function withMigrationLock<T>(asks: Asks, work: () => Promise<T>): Promise<T> {
  const lock = `CONCAT('${LOCK}:', DATABASE())`;
  const rows = (await asks.query(`SELECT GET_LOCK(${lock}, ?) AS taken`, [LOCK_WAIT_SECONDS])) as {
    taken: unknown;
  }[];
  if (Number(rows[0]?.taken) !== 1)
    throw new Error(
      `another migration, or a backup, holds the lock for ${LOCK_WAIT_SECONDS} s: see what it waits for (SHOW FULL PROCESSLIST), then try again`,
    );
  try {
    return await work();
  } finally {
    await asks.query(`SELECT RELEASE_LOCK(${lock})`);
  }
}
