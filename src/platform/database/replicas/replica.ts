import type { RowDataPacket } from 'mysql2/promise';
import type { Beats } from './beats.js';
import { Probe } from './probe.js';
import { ReadPool } from './read-pool.js';

const QUESTION = 'SELECT beat FROM heartbeat WHERE id = 1';

/** One replica: what it has, as far as it is known, and the way to read it. */
export class Replica {
  /** Host and port. */
  readonly name: string;
  /** It has all that was committed until then, by `performance.now()`; -Infinity when nobody knows. */
  moment = -Infinity;
  private readonly probe: Probe;
  private pool: ReadPool | null = null;
  private isBeingAsked = false;

  constructor(
    private readonly url: string,
    private readonly poolSize: number,
  ) {
    this.name = new URL(url).host;
    this.probe = new Probe(url);
  }

  /** False while it does not answer. */
  get isUp(): boolean {
    return this.pool !== null;
  }

  /** Asks how far it has come. Never throws: a replica that does not answer is left out until it does. */
  async look(beats: Beats): Promise<void> {
    if (this.isBeingAsked) return;
    this.isBeingAsked = true;
    try {
      const [row] = await this.probe.ask<RowDataPacket[]>(QUESTION);
      this.moment = row ? beats.momentOf((row as { beat: number }).beat) : -Infinity;
      this.pool ??= new ReadPool(this.url, this.poolSize);
    } catch {
      this.leaveOut();
    } finally {
      this.isBeingAsked = false;
    }
  }

  /** Errors: those of the replica, and when it falls silent meanwhile. */
  query<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    if (!this.pool) return Promise.reject(new Error('the replica does not answer'));
    return this.pool.query(sql, values);
  }

  close(): void {
    this.probe.close();
    this.leaveOut();
  }

  private leaveOut(): void {
    this.moment = -Infinity;
    this.pool?.drop();
    this.pool = null;
  }
}
