import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Breaker } from './breaker.js';
import { CacheRoom } from './cache-room.js';
import { isSameServer } from './redis-address.js';
import { RedisLink } from './redis-link.js';
import { SessionMemory } from './session-memory.js';

/**
 * `RedisLink`, or null when another SESSION_STORE does without. Sessions, carts and other state of visitors: never
 * evicted. One connection, so that what is asked for at the same moment is written together.
 */
export const SESSION_REDIS = Symbol('SESSION_REDIS');
/** `RedisLink`, or null when there is none. Cached reads only; may lose anything at any time. */
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

function sessionLink(env: Env, breaker: Breaker): RedisLink | null {
  const { REDIS_URL: url } = env;
  return url === undefined
    ? null
    : connected({ url, part: 'session', deadlineMs: SESSION_DEADLINE_MS, breaker });
}

function cacheLink(env: Env, breaker: Breaker): RedisLink | null {
  const { cacheRedisUrl: url } = env;
  if (url === undefined) return null;
  const heeds = isSameServer(env.cacheRedisUrl, env.REDIS_URL) ? breaker : undefined;
  return connected({ url, part: 'cache', deadlineMs: CACHE_DEADLINE_MS, heeds });
}

const links = [
  { provide: SESSION_REDIS, inject: [ENV, SESSION_BREAKER], useFactory: sessionLink },
  { provide: CACHE_REDIS, inject: [ENV, SESSION_BREAKER], useFactory: cacheLink },
];

const sessionMemory = {
  provide: SessionMemory,
  inject: [SESSION_REDIS, ENV],
  useFactory: (link: RedisLink | null, env: Env) =>
    new SessionMemory(env.SESSION_STORE === 'redis' ? link : null, env),
};

const cacheRoom = {
  provide: CacheRoom,
  inject: [CACHE_REDIS, ENV],
  useFactory: (link: RedisLink | null, env: Env) =>
    new CacheRoom(isSameServer(env.cacheRedisUrl, env.REDIS_URL) ? link : null),
};

@Global()
@Module({
  providers: [{ provide: SESSION_BREAKER, useClass: Breaker }, ...links, sessionMemory, cacheRoom],
  exports: [...links, sessionMemory, cacheRoom],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(
    @Inject(SESSION_REDIS) private readonly session: RedisLink | null,
    @Inject(CACHE_REDIS) private readonly cache: RedisLink | null,
    private readonly memory: SessionMemory,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.memory.stop();
    const open = [this.session, this.cache].filter((link) => link !== null);
    await Promise.all(open.map((link) => link.close()));
  }
}
