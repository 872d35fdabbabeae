import type { Socket } from 'node:net';
import type { PoolConnection } from 'mysql2';
import { isSilent } from './database-errors.js';
import {
  BEGIN,
  besideTransactions,
  type DatabaseLimits,
  type Dialect,
  ENDINGS,
  sessionLimits,
} from './limits.js';

/** Words that a read-only server refuses at once: also to who would find nothing to change. */
const BEGIN_CHANGES = `${BEGIN} READ WRITE`;

type Done = (error: Error | null, ...result: unknown[]) => void;
/** The two ways in which TypeORM sends a statement; nobody asks it for streams. */
type Query = (sql: string, ...rest: [Done] | [unknown, Done]) => void;
type Send = (options: { sql: string; timeout: number }, ...rest: [unknown, Done]) => unknown;

interface Surroundings {
  limits: DatabaseLimits;
  dialect: Dialect;
  /** Hears of every error of the connection. */
  judge: (error: Error) => void;
}

/** A connection of a pool whose statements end in time, and whose transactions do when nobody goes on with them. */
export class BoundedConnection {
  private readonly bornAt = performance.now();
  /** When the last statement of the open transaction that was answered was sent; null outside of one. */
  private toldAt: number | null = null;
  private readonly beside: ReturnType<typeof besideTransactions>;
  private readonly send: Send;

  /** Of a connection that has just been opened; from now on its `query` is ours. */
  constructor(
    private readonly connection: PoolConnection,
    private readonly around: Surroundings,
    /** Of the pool when it was opened. */
    readonly generation: number,
  ) {
    this.beside = besideTransactions(around.limits, around.dialect);
    this.send = connection.query.bind(connection) as Send;
    connection.on('error', (error: Error) => around.judge(error));
    connection.query = ((sql, ...rest) => this.query(sql, ...rest)) as Query as typeof connection.query;
  }

  get age(): number {
    return performance.now() - this.bornAt;
  }

  /** `failed`: hears why the limits could not be set. */
  setLimits(failed: (error: Error) => void): void {
    this.query(sessionLimits(this.around.limits, this.around.dialect), (error) => error && failed(error));
  }

  /** This process stood still, so that the server has undone its transaction: its other connections are well. */
  wasLeftAlone(error: Error): boolean {
    const { idleSeconds } = this.around.limits;
    if (idleSeconds === 0 || this.toldAt === null || isSilent(error)) return false;
    return performance.now() - this.toldAt >= idleSeconds * 1000;
  }

  /** It may only be silent: then mysql2 keeps it, and what is sent on it waits behind for ever. */
  end(error: Error): void {
    (this.connection as unknown as { stream: Socket }).stream.destroy(error);
  }

  private query(statement: string, ...rest: [Done] | [unknown, Done]): void {
    const { before, after } = this.beside.get(statement) ?? {};
    if (before !== undefined) this.query(before, () => {});
    const done = rest.pop() as Done;
    const sentAt = performance.now();
    const judged: Done = (error, ...result) => {
      if (error) this.around.judge(error);
      else this.note(statement, sentAt);
      done(error, ...result);
    };
    const sql = statement === BEGIN ? BEGIN_CHANGES : statement;
    this.send({ sql, timeout: this.around.limits.silenceMs }, ...(rest as [unknown]), judged);
    if (after !== undefined) this.query(after, () => {});
  }

  private note(statement: string, sentAt: number): void {
    if (statement !== BEGIN && this.toldAt === null) return;
    this.toldAt = ENDINGS.has(statement) ? null : sentAt;
  }
}
