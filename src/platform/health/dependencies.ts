import { Inject, Injectable } from '@nestjs/common';
import { DataSource, MigrationExecutor } from 'typeorm';
import { type ReplicaState, Replicas } from '../database/replicas/replicas.js';
import type { RedisLink } from '../redis/redis-link.js';
import { type MemoryReport, SessionMemory } from '../redis/session-memory.js';
import { CACHE_REDIS, SESSION_REDIS } from '../redis/redis.module.js';
import { StoreState } from '../session/store-state.js';
import type { ValueStore } from '../values/value-store.js';
import { VALUE_STORE } from '../values/values.module.js';

/** `none`: the shop was started without. */
export type DependencyState = 'up' | 'down' | 'none';

/** `sessionStore` where it is not Redis; `replicas` where there are any, in the order of the setting. */
type States = Record<'database' | 'sessionRedis' | 'cacheRedis', DependencyState> & {
  sessionStore?: { name: string; state: DependencyState };
  replicas?: Omit<ReplicaState, 'name'>[];
};

const DEADLINE_MS = 1000;

/** Asks the shared dependencies how they are, for people and alarms (`/statusz`). Never throws. */
@Injectable()
export class Dependencies {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(Replicas) private readonly replicas: Replicas | null,
    @Inject(SESSION_REDIS) private readonly session: RedisLink | null,
    @Inject(CACHE_REDIS) private readonly cache: RedisLink | null,
    @Inject(VALUE_STORE) private readonly values: ValueStore | null,
    private readonly store: StoreState,
    private readonly memory: SessionMemory,
  ) {}

  async states(): Promise<States> {
    const [database, sessionRedis, cacheRedis, state] = await Promise.all([
      this.answers(this.dataSource.query('SELECT 1')),
      this.redis(this.session),
      this.redis(this.cache),
      this.answers(this.store.check()),
    ]);
    const sessionStore = this.values && { name: this.values.name, state };
    const replicas = this.replicas?.states().map(({ state, lagMs }) => ({ state, lagMs }));
    return {
      database,
      ...(replicas && { replicas }),
      sessionRedis,
      cacheRedis,
      ...(sessionStore && { sessionStore }),
    };
  }

  /** Whether sessions and carts are safe from eviction; null when nobody can say. */
  sessionMemory(): Promise<MemoryReport | null> {
    return this.memory.read();
  }

  /**
   * True when a migration of this code has not run on the database; null when MySQL does not say. Creates nothing there.
   */
  async hasPendingMigrations(): Promise<boolean | null> {
    const executor = new MigrationExecutor(this.dataSource);
    return executor.getPendingMigrations().then(
      (pending) => pending.length > 0,
      () => null,
    );
  }

  private async redis(link: RedisLink | null): Promise<DependencyState> {
    return link ? this.answers(link.run((client) => client.ping())) : 'none';
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
