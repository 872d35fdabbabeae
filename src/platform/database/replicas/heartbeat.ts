import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { Beats } from './beats.js';
import { Probe } from './probe.js';

const NOW = 'CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED)';
const READ = `SELECT beat, ${NOW} AS now FROM heartbeat WHERE id = 1`;
/** Microseconds of the writer's clock, and always more than before. */
const BEAT = `UPDATE heartbeat SET beat = LAST_INSERT_ID(GREATEST(beat + 1, ${NOW})) WHERE id = 1`;
/** However many processes there are, the writer writes no more than ten beats a second. */
const APART_MICROSECONDS = 100_000;

/** The writer's heartbeat: a number in a row that replicas copy like any other, moved on by the processes that read them. */
export class Heartbeat {
  readonly beats = new Beats();
  private readonly writer: Probe;
  private isAway = true;
  private heardAt = -Infinity;

  constructor(url: string) {
    this.writer = new Probe(url);
  }

  /**
   * How far a server is behind that has everything until `moment`. While the writer is away, or takes no changes, as of when it
   * was last heard: nothing is written that the other could lack.
   */
  lagMs(moment: number): number {
    return (this.isAway ? this.heardAt : performance.now()) - moment;
  }

  /** Never throws. */
  async beat(): Promise<void> {
    const at = performance.now();
    try {
      this.beats.note(await this.next(), at);
      this.heardAt = at;
      this.isAway = false;
    } catch {
      this.isAway = true;
    }
  }

  close(): void {
    this.writer.close();
  }

  /** A beat that is committed after this was called, perhaps still to come from another process. */
  private async next(): Promise<number> {
    const [row] = await this.writer.ask<RowDataPacket[]>(READ);
    const { beat, now } = row as { beat: number; now: number };
    if (beat <= now && beat > now - APART_MICROSECONDS) return beat + 1;
    return (await this.writer.ask<ResultSetHeader>(BEAT)).insertId;
  }
}
