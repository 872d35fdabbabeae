import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Breaker } from './breaker.js';
import { RedisLink } from './redis-link.js';

/**
 * Sessions, carts and other state of visitors: never evicted. One connection, so that what is asked for at the same
 * moment is written together.
 */
export const SESSION_REDIS = Symbol('SESSION_REDIS');
/** Cached reads only; may lose anything at any time. */
export const CACHE_REDIS = Symbol('CACHE_REDIS');

/** A cache on the same server respects it. */
const SESSION_BREAKER = Symbol('SESSION_BREAKER');
const SESSION_DEADLINE_MS = 250;
const CACHE_DEADLINE_MS = 120;

function connected(options: ConstructorParameters<typeof RedisLink>[0]): RedisLink {
  const link = new RedisLink(options);
  link.connect();
  return link;
}

const sessionLink = (env: Env, breaker: Breaker): RedisLink =>
  connected({ url: env.REDIS_URL, part: 'session', deadlineMs: SESSION_DEADLINE_MS, breaker });

function cacheLink(env: Env, breaker: Breaker): RedisLink {
  const heeds = env.cacheRedisUrl === env.REDIS_URL ? breaker : undefined;
  return connected({ url: env.cacheRedisUrl, part: 'cache', deadlineMs: CACHE_DEADLINE_MS, heeds });
}

const links = [
  { provide: SESSION_REDIS, inject: [ENV, SESSION_BREAKER], useFactory: sessionLink },
  { provide: CACHE_REDIS, inject: [ENV, SESSION_BREAKER], useFactory: cacheLink },
];

@Global()
@Module({ providers: [{ provide: SESSION_BREAKER, useClass: Breaker }, ...links], exports: links })
export class RedisModule implements OnApplicationShutdown {
  constructor(
    @Inject(SESSION_REDIS) private readonly session: RedisLink,
    @Inject(CACHE_REDIS) private readonly cache: RedisLink,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.session, this.cache].map((link) => link.close()));
  }
}
