import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Database } from '../database/database.js';
import type { RedisLink } from '../redis/redis-link.js';
import { SESSION_REDIS } from '../redis/redis.module.js';
import { Announcer } from './announcer.js';
import { openValueStore } from './open-value-store.js';
import type { ValueStore } from './value-store.js';
import { withoutRedis } from './without-redis.js';

/** `ValueStore`, or null where sessions and carts live in Redis. */
export const VALUE_STORE = Symbol('VALUE_STORE');

async function open(env: Env, database: Database): Promise<ValueStore | null> {
  if (env.SESSION_STORE === 'redis') return null;
  const store = await openValueStore(env, { database });
  const log = new Logger('SessionStore');
  withoutRedis(env).forEach((line) => log.warn(line));
  return store;
}

/** False where only the visitor, or only one process, reaches what is kept: no worker can look after it. */
export const isReachedByWorkers = (store: ValueStore | null): boolean =>
  store === null || (store.name !== 'cookie' && store.promises.sharedByInstances === true);

@Global()
@Module({
  providers: [
    { provide: VALUE_STORE, inject: [ENV, Database], useFactory: open },
    {
      provide: Announcer,
      inject: [SESSION_REDIS],
      useFactory: (link: RedisLink | null) => new Announcer(link),
    },
  ],
  exports: [VALUE_STORE, Announcer],
})
export class ValuesModule implements OnApplicationShutdown {
  constructor(@Inject(VALUE_STORE) private readonly store: ValueStore | null) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store?.close();
  }
}
