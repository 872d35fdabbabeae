import { createConnection, type Connection, type QueryResult } from 'mysql2/promise';
import { deadline } from '../../clock/deadline.js';
import { connectionOptions } from './connection-options.js';

const DEADLINE_MS = 500;
/** A process that was busy may not have read the answer when its timer comes. */
const BUSY_MS = 50;

/**
 * One small connection of its own, so that a question does not wait behind reads. It is opened with the first question, and
 * again with the next one after an error.
 */
export class Probe {
  private connection: Promise<Connection> | null = null;
  private isClosed = false;

  constructor(private readonly url: string) {}

  /** Errors: those of the server, and when it takes longer than half a second. */
  async ask<T extends QueryResult>(sql: string): Promise<T> {
    const answer = this.open().then((connection) => connection.query<T>(sql));
    try {
      const [result] = await deadline(answer, DEADLINE_MS).catch(() => deadline(answer, BUSY_MS));
      return result;
    } catch (error) {
      this.drop();
      throw error;
    }
  }

  /** Nothing can be asked afterwards. */
  close(): void {
    this.isClosed = true;
    this.drop();
  }

  private drop(): void {
    this.connection?.then(
      (connection) => connection.destroy(),
      () => undefined,
    );
    this.connection = null;
  }

  private open(): Promise<Connection> {
    if (this.isClosed) return Promise.reject(new Error('closed'));
    if (this.connection) return this.connection;
    const opening = createConnection(connectionOptions(this.url)).then((connection) =>
      connection.on('error', () => {
        if (this.connection === opening) this.connection = null;
      }),
    );
    return (this.connection = opening);
  }
}
