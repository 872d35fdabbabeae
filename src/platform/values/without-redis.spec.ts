import { describe, expect, it } from 'vitest';
import { readEnv } from '../config/env.js';
import { withoutRedis } from './without-redis.js';

const linesFor = (redis: Record<string, string>) =>
  withoutRedis(readEnv({ DATABASE_URL: 'mysql://127.0.0.1/shop', SESSION_STORE: 'mysql', ...redis }));

describe('what a shop says at start about the Redis it does not have', () => {
  it('names cache, open pages and failed sign-ins without any', () => {
    const lines = linesFor({});
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('there is no shared cache');
  });

  it('says nothing of a cache that has a Redis of its own', () => {
    const lines = linesFor({ CACHE_REDIS_URL: 'redis://127.0.0.1:6379' });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('cache');
  });

  it('says nothing with REDIS_URL', () => {
    expect(linesFor({ REDIS_URL: 'redis://127.0.0.1:6379' })).toEqual([]);
  });
});
