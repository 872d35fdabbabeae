import { createPool, type Connection, type Pool, type RowDataPacket } from 'mysql2/promise';
import { connectionOptions } from './connection-options.js';

/** Connections that can all be given up at once, with an answer for everybody who waits. */
export class ReadPool {
  private readonly pool: Pool;
  private readonly open = new Set<Pick<Connection, 'destroy'>>();
  private readonly waiting = new Set<(error: Error) => void>();

  constructor(url: string, size: number) {
    this.pool = createPool({ ...connectionOptions(url), connectionLimit: size, queueLimit: 500 });
    this.pool.on('connection', (connection) => {
      this.open.add(connection);
      connection.on('end', () => this.open.delete(connection));
      connection.on('error', () => this.open.delete(connection));
    });
  }

  /** Errors: those of the server, and when the pool is dropped meanwhile. */
  query<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      this.pool
        .query<RowDataPacket[]>(sql, [...values])
        .then(([rows]) => resolve(rows as Row[]), reject)
        .finally(() => this.waiting.delete(reject));
    });
  }

  drop(): void {
    // The driver does not answer a statement whose connection is destroyed.
    for (const reject of this.waiting) reject(new Error('the replica does not answer'));
    this.waiting.clear();
    for (const connection of this.open) connection.destroy();
    this.pool.end().catch(() => undefined);
  }
}
