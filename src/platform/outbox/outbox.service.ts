import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { causeOfNow } from '../logging/log-ids.js';
import { carrierOfNow } from '../tracing/tracer.js';
import { type Backlog, OutboxRepository, type StuckRow } from './outbox.repository.js';

/**
 * Work that must happen if, and only if, a transaction commits: `add` writes it into the transaction, the relay in the
 * worker does it afterwards, at least once. A second `add` under the same key changes nothing.
 */
@Injectable()
export class OutboxService {
  constructor(
    private readonly clock: Clock,
    private readonly repository: OutboxRepository,
  ) {}

  /**
   * `key` names the work for ever, such as `mail:order-shipped:1001`. `payload` must survive JSON. `inSeconds`: not before
   * then, so that whoever adds it may do it first, and say `setDone`.
   */
  async add(tx: EntityManager, topic: string, key: string, payload: object, inSeconds = 0): Promise<void> {
    await tx.query(
      `INSERT INTO outbox (topic, dedupe_key, payload, available_at, created_at, request_id, traceparent)
       VALUES (?, ?, ?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND, ?, ?, ?) ON DUPLICATE KEY UPDATE dedupe_key = dedupe_key`,
      [topic, key, JSON.stringify(payload), inSeconds, this.clock.now(), causeOfNow(), carrierOfNow()],
    );
  }

  /** What was given up after all tries, with why, the oldest first: a mail that no server takes, an address that is none. */
  stuck(limit: number): Promise<StuckRow[]> {
    return this.repository.findStuck(limit);
  }

  backlog(): Promise<Backlog> {
    return this.repository.backlog();
  }

  /** Whatever was in the way is not any more: all tries once more. False when it is done, or on its way. */
  again(id: number): Promise<boolean> {
    return this.repository.again(id);
  }

  /** Nobody need do it any more. */
  async setDone(key: string): Promise<void> {
    await this.repository.setDoneByKey(key);
  }
}
