import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { until } from './until.js';

const SERVER = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6399';
/** Numbers below are left to tests that name theirs. */
const FIRST_OF_WORKERS = 16;

/** The Redis number of this vitest worker; the one named in TEST_REDIS_URL when it names one. */
export function redisUrl(): string {
  const url = new URL(SERVER);
  if (url.pathname.length <= 1)
    url.pathname = `/${FIRST_OF_WORKERS + (Number(process.env['VITEST_POOL_ID'] ?? 0) % 32)}`;
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
