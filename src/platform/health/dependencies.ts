import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RedisLink } from '../redis/redis-link.js';
import { type MemoryReport, SessionMemory } from '../redis/session-memory.js';
import { CACHE_REDIS, SESSION_REDIS } from '../redis/redis.module.js';

export type DependencyState = 'up' | 'down';

const DEADLINE_MS = 1000;

/** Asks the shared dependencies how they are, for people and alarms (`/statusz`). Never throws. */
@Injectable()
export class Dependencies {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SESSION_REDIS) private readonly session: RedisLink,
    @Inject(CACHE_REDIS) private readonly cache: RedisLink,
    private readonly memory: SessionMemory,
  ) {}

  async states(): Promise<Record<'database' | 'sessionRedis' | 'cacheRedis', DependencyState>> {
    const [database, sessionRedis, cacheRedis] = await Promise.all([
      this.answers(this.dataSource.query('SELECT 1')),
      this.answers(this.session.run((client) => client.ping())),
      this.answers(this.cache.run((client) => client.ping())),
    ]);
    return { database, sessionRedis, cacheRedis };
  }

  /** Whether sessions and carts are safe from eviction; null when nobody can say. */
  sessionMemory(): Promise<MemoryReport | null> {
    return this.memory.read();
  }

  /** True when a migration of this code has not run on the database. */
  hasPendingMigrations(): Promise<boolean> {
    return this.dataSource.showMigrations();
  }

  private async answers(question: Promise<unknown>): Promise<DependencyState> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'down'>((resolve) => {
      timer = setTimeout(() => resolve('down'), DEADLINE_MS);
    });
    const answer = question.then(
      () => 'up' as const,
      () => 'down' as const,
    );
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}
