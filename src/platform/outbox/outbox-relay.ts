import { Injectable, Logger } from '@nestjs/common';
import { deadline } from '../clock/deadline.js';
import { MAX_ATTEMPTS, OutboxRepository, type OutboxRow } from './outbox.repository.js';

/** Does one piece of work. Throws when it did not succeed; it will be called again, so doing it twice must do no harm. */
export type OutboxHandler = (row: OutboxRow) => Promise<void>;

const BATCH = 10;
/** Below the 30 seconds of a claim, so that a row is not worked on twice at the same time. */
const DEADLINE_MS = 20_000;
const MAX_PAUSE_SECONDS = 3 * 3600;

/** Pause before the next try: 2, 4, 8 ... seconds, three hours at most. */
export const pauseSeconds = (attempts: number): number => Math.min(2 ** attempts, MAX_PAUSE_SECONDS);

/**
 * Takes rows that are due, for as many workers as there are. A row is claimed for 30 seconds in a transaction of its own
 * (`FOR UPDATE SKIP LOCKED`), then worked on without any lock; so a row whose worker died is taken by another one, and
 * a row that fails waits longer each time while the rest goes on.
 */
@Injectable()
export class OutboxRelay {
  private readonly log = new Logger(OutboxRelay.name);
  private readonly handlers = new Map<string, OutboxHandler>();

  constructor(private readonly repository: OutboxRepository) {}

  /** Says who does the work of a topic. */
  handle(topic: string, handler: OutboxHandler): void {
    this.handlers.set(topic, handler);
  }

  /** Works on the rows that are due now; true when there may be more. */
  async drain(): Promise<boolean> {
    const rows = await this.repository.claim([...this.handlers.keys()], BATCH);
    await Promise.all(rows.map((row) => this.work(row)));
    return rows.length === BATCH;
  }

  /** Forgets rows that were done more than 30 days ago. */
  async tidy(): Promise<void> {
    await this.repository.deleteDone(30);
  }

  private async work(row: OutboxRow): Promise<void> {
    try {
      await deadline(this.handlers.get(row.topic)!(row), DEADLINE_MS);
    } catch (error) {
      return this.failed(row, error as Error);
    }
    await this.repository.setDone(row.id);
  }

  private async failed(row: OutboxRow, error: Error): Promise<void> {
    this.log.warn(`outbox ${row.id} (${row.key}), try ${row.attempts}: ${error.message}`);
    if (row.attempts >= MAX_ATTEMPTS) await this.repository.giveUp(row.id, error.message);
    else await this.repository.retry(row.id, pauseSeconds(row.attempts), error.message);
  }
}
