import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { type Lane, OutboxRelay } from '../outbox/outbox-relay.js';
import type { OutboxRow } from '../outbox/outbox.repository.js';
import { OutboxService } from '../outbox/outbox.service.js';
import { CacheService } from './cache.service.js';
import { CACHE_TOPIC as TOPIC } from './missed-changes.js';

/** So long the process that made a change has to announce it; then a worker does. A worker looks every second. */
const OWN_SECONDS = 2;
/** Until Redis is back: a change that nobody announces stays unseen for as long as its old value is fresh. */
const STUBBORN: Lane = { mostAttempts: 1_000_000, pauseSeconds: () => 2 };

/** Cached values that a transaction makes untrue (outbox-driven invalidation). */
@Injectable()
export class CacheChanges implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly relay: OutboxRelay,
    private readonly cache: CacheService,
  ) {}

  onModuleInit(): void {
    this.relay.handle(TOPIC, (row) => this.repeat(row), STUBBORN);
    if (this.database.readsReplicas) this.cache.onChange((msAgo) => this.database.noteChange(msAgo));
  }

  /**
   * Forgets `names` after the commit of `tx`: before `transaction` answers here, within a second in other processes. When
   * this process dies between commit and announcement, or Redis is away, a worker does it: within five seconds of the
   * commit, or of Redis' return.
   */
  async forgetAfter(tx: EntityManager, names: readonly string[]): Promise<void> {
    const key = `${TOPIC}:${randomUUID()}`;
    await this.outbox.add(tx, TOPIC, key, { names }, OWN_SECONDS);
    this.database.afterCommit(tx, async () => {
      if ((await this.cache.forget(...names)) !== null) await this.outbox.setDone(key);
    });
  }

  private async repeat({ payload }: OutboxRow): Promise<void> {
    const { names } = payload as { names: string[] };
    if ((await this.cache.forget(...names)) === null) throw new Error('Redis did not confirm the change');
  }
}
