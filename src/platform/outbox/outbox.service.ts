import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock/clock.js';

/**
 * Work that must happen if, and only if, a transaction commits: `add` writes it into the transaction, the relay in the
 * worker does it afterwards, at least once. A second `add` under the same key changes nothing.
 */
@Injectable()
export class OutboxService {
  constructor(private readonly clock: Clock) {}

  /** `key` names the work for ever, such as `mail:order-shipped:1001`. `payload` must survive JSON. */
  async add(tx: EntityManager, topic: string, key: string, payload: object): Promise<void> {
    await tx.query(
      `INSERT INTO outbox (topic, dedupe_key, payload, available_at, created_at)
       VALUES (?, ?, ?, UTC_TIMESTAMP(3), ?) ON DUPLICATE KEY UPDATE dedupe_key = dedupe_key`,
      [topic, key, JSON.stringify(payload), this.clock.now()],
    );
  }
}
