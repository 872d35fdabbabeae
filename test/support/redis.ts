import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { testServer } from './test-server.js';
import { until } from './until.js';

const SERVER = testServer('TEST_REDIS_URL');
/** A Redis has 16 numbers unless told otherwise; each worker takes one of these. */
const NUMBERS = { first: 1, count: 9 };

/** The Redis number of this vitest worker; the one named in TEST_REDIS_URL when it names one. */
export function redisUrl(): string {
  const url = new URL(SERVER);
  if (url.pathname.length <= 1)
    url.pathname = `/${NUMBERS.first + (Number(process.env['VITEST_POOL_ID'] ?? 0) % NUMBERS.count)}`;
  return url.toString();
}

/** A connected link to this worker's Redis number, emptied. */
export async function testRedis(): Promise<RedisLink> {
  const link = new RedisLink({ url: redisUrl(), part: 'cart', deadlineMs: 2000 });
  link.connect();
  await until('Redis connected', async () => link.isReady);
  await link.run((client) => client.flushDb());
  return link;
}
