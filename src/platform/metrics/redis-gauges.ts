import { Gauge } from 'prom-client';
import type { RedisLink } from '../redis/redis-link.js';
import { askedOnce } from './asked-once.js';

export interface Links {
  session: RedisLink | null;
  cache: RedisLink | null;
}

/** In INFO under these names. */
const ASKED = ['evicted_keys', 'used_memory', 'maxmemory'] as const;
type Facts = Record<(typeof ASKED)[number], number>;

/** How each Redis looks to this process. Without one, or while it is away, there is nothing but that. */
export function redisGauges(links: Links): Gauge[] {
  const ask = askedOnce(() => askAll(links));
  return [
    ofLinks(links, 'redis_up', 'Processes that can use this Redis now', (link) => (link.isReady ? 1 : 0)),
    ofLinks(links, 'redis_commands_waiting', 'Commands that wait for their answer', (link) => link.waiting),
    // Above 0 in the session Redis, somebody has lost a cart or a login.
    ofServers(
      ask,
      'redis_evicted_keys',
      'Keys evicted by each Redis since it started; for sessions and carts this must stay 0',
      'evicted_keys',
    ),
    ofServers(ask, 'redis_memory_used_bytes', 'What each Redis holds', 'used_memory'),
    ofServers(ask, 'redis_memory_limit_bytes', 'What each Redis may hold; 0 for no limit', 'maxmemory'),
  ];
}

function ofLinks(links: Links, name: string, help: string, value: (link: RedisLink) => number): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: ['part'],
    registers: [],
    collect() {
      for (const [part, link] of Object.entries(links))
        if (link) this.set({ part }, value(link as RedisLink));
    },
  });
}

type Ask = () => Promise<[part: string, facts: Facts | null][]>;

/** Every process sees the same numbers, so the sum of processes is the largest. */
function ofServers(ask: Ask, name: string, help: string, fact: keyof Facts): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: ['part'],
    aggregator: 'max',
    registers: [],
    async collect() {
      const found = await ask();
      this.reset();
      for (const [part, facts] of found) if (facts) this.set({ part }, facts[fact]);
    },
  });
}

const askAll = (links: Links): ReturnType<Ask> =>
  Promise.all(
    Object.entries(links).map(async ([part, link]) => [part, await factsOf(link)] as [string, Facts | null]),
  );

async function factsOf(link: RedisLink | null): Promise<Facts | null> {
  if (!link) return null;
  try {
    const primaries = await link.info('default');
    const sum = (name: string) =>
      primaries.reduce(
        (all, text) => all + Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(text)?.[1] ?? 0),
        0,
      );
    return Object.fromEntries(ASKED.map((name) => [name, sum(name)])) as Facts;
  } catch {
    // Away, or not allowed to say: the link has counted it, and the other metrics must come all the same.
    return null;
  }
}
