import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Breaker } from './breaker.js';
import { isSameServer } from './redis-address.js';
import { RedisLink } from './redis-link.js';
import { SessionMemory } from './session-memory.js';

/** Sessions: never evicted. */
export const SESSION_REDIS = Symbol('SESSION_REDIS');
/** Carts and other state of visitors: the same server as sessions, on a connection of its own. */
export const STATE_REDIS = Symbol('STATE_REDIS');
/** Cached reads only; may lose anything at any time. */
export const CACHE_REDIS = Symbol('CACHE_REDIS');

/** Sessions and carts share a server, so they share its breaker; a cache on the same server respects it. */
const STATE_BREAKER = Symbol('STATE_BREAKER');
const STATE_DEADLINE_MS = 250;
const CACHE_DEADLINE_MS = 120;

function connected(options: ConstructorParameters<typeof RedisLink>[0]): RedisLink {
  const link = new RedisLink(options);
  link.connect();
  return link;
}

const stateLink = (part: 'session' | 'cart') => (env: Env, breaker: Breaker) =>
  connected({ url: env.REDIS_URL, part, deadlineMs: STATE_DEADLINE_MS, breaker });

function cacheLink(env: Env, breaker: Breaker): RedisLink {
  const heeds = isSameServer(env.cacheRedisUrl, env.REDIS_URL) ? breaker : undefined;
  return connected({ url: env.cacheRedisUrl, part: 'cache', deadlineMs: CACHE_DEADLINE_MS, heeds });
}

const links = [
  { provide: SESSION_REDIS, inject: [ENV, STATE_BREAKER], useFactory: stateLink('session') },
  { provide: STATE_REDIS, inject: [ENV, STATE_BREAKER], useFactory: stateLink('cart') },
  { provide: CACHE_REDIS, inject: [ENV, STATE_BREAKER], useFactory: cacheLink },
];

const sessionMemory = {
  provide: SessionMemory,
  inject: [SESSION_REDIS, ENV],
  useFactory: (link: RedisLink, env: Env) => new SessionMemory(link, env),
};

@Global()
@Module({
  providers: [{ provide: STATE_BREAKER, useClass: Breaker }, ...links, sessionMemory],
  exports: [...links, sessionMemory],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(
    @Inject(SESSION_REDIS) private readonly session: RedisLink,
    @Inject(STATE_REDIS) private readonly state: RedisLink,
    @Inject(CACHE_REDIS) private readonly cache: RedisLink,
    private readonly memory: SessionMemory,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.memory.stop();
    await Promise.all([this.session, this.state, this.cache].map((link) => link.close()));
  }
}
