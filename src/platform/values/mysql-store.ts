import { Logger } from '@nestjs/common';
import type { Database } from '../database/database.js';
import { isDuplicateKey } from '../database/database.js';
import { randomKey } from '../random/random-key.js';
import { GuardedStore } from './guarded-store.js';
import { isRenewalDue, type StoredValue } from './value-store.js';

interface Row {
  value: string;
  version: string;
  /** DECIMAL, which comes as text. */
  leftMs: string;
}

const CLEAN_EVERY_MS = 60_000;
const MOST_ROWS = 1000;

const READ = `SELECT value, version, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), expires_at) / 1000 AS leftMs
  FROM stored_values WHERE name = ? AND expires_at > UTC_TIMESTAMP(3)`;
const EXPIRY = 'UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND';
const INSERT = `INSERT INTO stored_values (name, value, version, expires_at) VALUES (?, ?, ?, ${EXPIRY})`;
const UPDATE = `UPDATE stored_values SET value = ?, version = ?, expires_at = ${EXPIRY} WHERE name = ?`;
const RENEW = `UPDATE stored_values SET expires_at = ${EXPIRY} WHERE name = ? AND version = ?`;
const CLEAN = `DELETE FROM stored_values WHERE expires_at <= UTC_TIMESTAMP(3) ORDER BY expires_at LIMIT ${MOST_ROWS}`;

/** Rows of the table `stored_values`, on the writer. One clock decides what is over: the server's. */
export class MysqlStore extends GuardedStore {
  readonly name = 'mysql';
  readonly maxBytes = 1_000_000;
  readonly promises = {
    sharedByInstances: true,
    survivesInstance: true,
    survivesStoreNode: true,
    parallelAddsCompose: true,
    revocation: true,
    expiry: true,
  } as const;
  private readonly log = new Logger(MysqlStore.name);
  private cleaner?: NodeJS.Timeout;

  /** `end` closes the pool when it is the store's own. */
  constructor(
    private readonly database: Database,
    private readonly end: () => Promise<void> = async () => {},
    deadlineMs?: number,
  ) {
    super(deadlineMs);
  }

  async open(): Promise<void> {
    const warn = (error: Error) => this.log.warn(`not cleaned: ${error.message}`);
    this.cleaner = setInterval(() => void this.clean().catch(warn), CLEAN_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.cleaner);
    await this.end();
  }

  /** Removes rows that are over, at most 1,000; every instance does so once a minute. Returns how many. */
  async clean(): Promise<number> {
    return (await this.database.execute(CLEAN)).affectedRows;
  }

  protected override async read(key: string, lifeMs?: number): Promise<StoredValue | null> {
    const [row] = await this.database.query<Row>(READ, [key]);
    if (!row) return null;
    if (lifeMs !== undefined && isRenewalDue(Number(row.leftMs), lifeMs))
      await this.database.execute(RENEW, [lifeMs * 1000, key, row.version]);
    return { text: row.value, version: row.version };
  }

  protected override async replace(key: string, text: string, expected: string | null, lifeMs: number) {
    if (expected === null) return this.insert(key, text, lifeMs);
    const sql = `${UPDATE} AND version = ? AND expires_at > UTC_TIMESTAMP(3)`;
    return this.changes(sql, [text, randomKey(), lifeMs * 1000, key, expected]);
  }

  protected override async remove(key: string): Promise<void> {
    await this.database.execute('DELETE FROM stored_values WHERE name = ?', [key]);
  }

  private async insert(key: string, text: string, lifeMs: number): Promise<boolean> {
    try {
      return await this.changes(INSERT, [key, text, randomKey(), lifeMs * 1000]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const overwriteOver = `${UPDATE} AND expires_at <= UTC_TIMESTAMP(3)`;
      return this.changes(overwriteOver, [text, randomKey(), lifeMs * 1000, key]);
    }
  }

  private async changes(sql: string, values: readonly unknown[]): Promise<boolean> {
    return (await this.database.execute(sql, values)).affectedRows === 1;
  }
}
