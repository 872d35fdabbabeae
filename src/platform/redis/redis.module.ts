import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { RedisLink } from './redis-link.js';

/** Sessions: never evicted. */
export const SESSION_REDIS = Symbol('SESSION_REDIS');
/** Carts and other state of visitors: the same server as sessions, on a connection of its own. */
export const STATE_REDIS = Symbol('STATE_REDIS');
/** Cached reads only; may lose anything at any time. */
export const CACHE_REDIS = Symbol('CACHE_REDIS');

function connected(url: string, part: 'session' | 'cache' | 'cart', deadlineMs: number): RedisLink {
  const link = new RedisLink({ url, part, deadlineMs });
  link.connect();
  return link;
}

const links = [
  {
    provide: SESSION_REDIS,
    inject: [ENV],
    useFactory: (env: Env) => connected(env.REDIS_URL, 'session', 250),
  },
  { provide: STATE_REDIS, inject: [ENV], useFactory: (env: Env) => connected(env.REDIS_URL, 'cart', 250) },
  {
    provide: CACHE_REDIS,
    inject: [ENV],
    useFactory: (env: Env) => connected(env.cacheRedisUrl, 'cache', 120),
  },
];

@Global()
@Module({ providers: links, exports: links })
export class RedisModule implements OnApplicationShutdown {
  constructor(
    @Inject(SESSION_REDIS) private readonly session: RedisLink,
    @Inject(STATE_REDIS) private readonly state: RedisLink,
    @Inject(CACHE_REDIS) private readonly cache: RedisLink,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.session, this.state, this.cache].map((link) => link.close()));
  }
}
