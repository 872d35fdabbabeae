import { Injectable, Logger } from '@nestjs/common';
import { deadline } from '../clock/deadline.js';
import { type WorkIds, withWorkIds } from '../logging/log-ids.js';
import { countOutbox } from '../metrics/counters.js';
import { inSpan, type SpanOptions } from '../tracing/tracer.js';
import { OutboxRepository, type OutboxRow } from './outbox.repository.js';

/** Does one piece of work. Throws when it did not succeed; it will be called again, so doing it twice must do no harm. */
export type OutboxHandler = (row: OutboxRow) => Promise<void>;

/** What is done with rows of a topic that failed. */
export interface Lane {
  /** After so many tries a row is given up; it stays in the table with its last error. */
  mostAttempts: number;
  /** Before the try after this one. */
  pauseSeconds: (attempts: number) => number;
}

/** So long rows that are done are kept. */
export const KEPT_DAYS = 30;
const BATCH = 10;
/** Below the 30 seconds of a claim, so that a row is not worked on twice at the same time. */
const DEADLINE_MS = 20_000;
const MAX_PAUSE_SECONDS = 3 * 3600;

/** Pauses of 2, 4, 8 ... seconds, three hours at most; about a day in all. */
export const PATIENT: Lane = {
  mostAttempts: 16,
  pauseSeconds: (attempts) => Math.min(2 ** attempts, MAX_PAUSE_SECONDS),
};

/**
 * Takes rows that are due, for as many workers as there are. A row is claimed for 30 seconds in a transaction of its own
 * (`FOR UPDATE SKIP LOCKED`), then worked on without any lock; so a row whose worker died is taken by another one, and
 * a row that fails waits longer each time while the rest goes on. Topics do not wait for each other.
 */
@Injectable()
export class OutboxRelay {
  private readonly log = new Logger(OutboxRelay.name);
  private readonly topics = new Map<string, { handler: OutboxHandler; lane: Lane }>();

  constructor(private readonly repository: OutboxRepository) {}

  /** Says who does the work of a topic. */
  handle(topic: string, handler: OutboxHandler, lane = PATIENT): void {
    this.topics.set(topic, { handler, lane });
  }

  /** Those that have somebody to do their work. */
  get handled(): string[] {
    return [...this.topics.keys()];
  }

  /** Works on the rows of a topic that are due now; true when there may be more. */
  async drain(topic: string): Promise<boolean> {
    const { lane } = this.topics.get(topic)!;
    const rows = await this.repository.claim(topic, lane.mostAttempts, BATCH);
    await Promise.all(
      rows.map((row) => withWorkIds(idsOf(row), () => inSpan(spanOf(row), () => this.work(row)))),
    );
    return rows.length === BATCH;
  }

  /** Forgets rows that were done long ago. */
  async tidy(): Promise<void> {
    await this.repository.deleteDone(KEPT_DAYS);
  }

  private async work(row: OutboxRow): Promise<void> {
    try {
      await deadline(this.topics.get(row.topic)!.handler(row), DEADLINE_MS);
    } catch (error) {
      return this.failed(row, error as Error);
    }
    await this.repository.setDone(row.id);
    countOutbox('done');
    this.log.log(`outbox ${row.id} (${shownKey(row.key)}) is done`);
  }

  private async failed(row: OutboxRow, error: Error): Promise<void> {
    this.log.warn(
      `outbox ${row.id} (${shownKey(row.key)}), try ${row.attempts}: ${withoutAddresses(error.message)}`,
    );
    const { mostAttempts, pauseSeconds } = this.topics.get(row.topic)!.lane;
    const isOver = row.attempts >= mostAttempts;
    countOutbox(isOver ? 'given_up' : 'failed');
    if (isOver) await this.repository.giveUp(row.id, error.message);
    else await this.repository.retry(row.id, pauseSeconds(row.attempts), error.message);
  }
}

/** Some keys end in a token that opens something. */
const shownKey = (key: string): string => key.replace(/:[\w-]{16,}$/, ':…');

/** A mail server's no often names whom it does not know. */
const withoutAddresses = (text: string): string => text.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '…');

const idsOf = ({ id, key, requestId }: OutboxRow): WorkIds => ({
  outboxId: id,
  outboxKey: shownKey(key),
  ...(requestId !== null && { requestId }),
});

const spanOf = ({ id, topic, attempts, traceparent }: OutboxRow): SpanOptions => ({
  name: `outbox ${topic}`,
  attributes: { 'cloudcart.outbox_id': id, 'cloudcart.attempt': attempts },
  parent: traceparent,
});
