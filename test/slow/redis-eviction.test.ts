import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import type { MemoryReport } from '../../src/platform/redis/session-memory.js';
import { testDatabase } from '../support/database.js';
import { OwnRedis } from '../support/own-redis.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { redisUrl } from '../support/redis.js';
import { plainClient } from '../support/redis-monitor.js';
import { until } from '../support/until.js';

const PROGRAMS = { web: /listens on (http:\S+)/, worker: /works on:/ };

describe('a Redis that throws sessions and carts away', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: OwnRedis | undefined;
  let started: RunningProcess | undefined;

  beforeAll(async () => {
    db = await testDatabase();
  });
  afterEach(async () => {
    await started?.end('SIGKILL');
    await redis?.close();
    started = redis = undefined;
  });
  afterAll(() => db?.drop());

  async function start(program: keyof typeof PROGRAMS, url: string, cacheUrl = url): Promise<RunningProcess> {
    const file = join(PROJECT_ROOT, 'dist', 'src', program === 'web' ? 'main.js' : 'worker.js');
    const stores = { DATABASE_URL: db.url, REDIS_URL: url, CACHE_REDIS_URL: cacheUrl };
    const env = { ...process.env, NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'warn', ...stores };
    started = await startProcess({ file: process.execPath, args: [file], env, ready: PROGRAMS[program] });
    return started;
  }

  async function memory(): Promise<MemoryReport | null> {
    const answer = await fetch(`${started!.found}/statusz`);
    return ((await answer.json()) as { sessionMemory: MemoryReport | null }).sessionMemory;
  }

  it.each(['web', 'worker'] as const)(
    'F26: ends the %s at start, naming policy and cure',
    async (program) => {
      redis = await OwnRedis.start({ 'maxmemory-policy': 'allkeys-lru' });
      const refusal = start(program, redis.url);
      await expect(refusal).rejects.toThrow(/ended with 78[\s\S]*REDIS_URL:.*allkeys-lru.*volatile-ttl/);
    },
  );

  it('that was away at start is told in the log and in /statusz when it is there', async () => {
    redis = await OwnRedis.start({ 'maxmemory-policy': 'allkeys-lfu' });
    await redis.kill();
    const web = await start('web', redis.url);
    expect(await memory()).toBeNull();
    await redis.restart();
    await until('said so', async () => web.output().includes('not safe'));
    expect(web.output()).toMatch(/"level":50.*sessions and carts are not safe.*allkeys-lfu/);
    expect((await memory())!.problems[0]).toContain('allkeys-lfu');
  });

  it('F26: is warned about when the cache shares it and it spares what was used lately', async () => {
    redis = await OwnRedis.start({ 'maxmemory-policy': 'volatile-lru' });
    await start('web', redis.url);
    expect((await memory())!.problems).toEqual([
      expect.stringMatching(/share.*volatile-lru.*CACHE_REDIS_URL/),
    ]);
  });

  it.each(['volatile-lru', 'volatile-lfu', 'volatile-random'])(
    'is named when it is %s and the cache has a Redis of its own, with what to set',
    async (policy) => {
      redis = await OwnRedis.start({ 'maxmemory-policy': policy });
      const web = await start('web', redis.url, redisUrl());
      const problem = new RegExp(`logins and carts.*${policy}.*noeviction or volatile-ttl`);
      expect((await memory())!.problems).toEqual([expect.stringMatching(problem)]);
      expect(web.output()).toMatch(new RegExp(`"level":50.*not safe.*${policy}`));
      expect(web.output()).not.toContain('share a Redis');
    },
  );

  it('may throw its cache away elsewhere, and has done so by a number that is shown', async () => {
    redis = await OwnRedis.start({ 'maxmemory-policy': 'volatile-ttl', maxmemory: '3mb' });
    const client = await plainClient(redis.url);
    await start('web', redis.url, `${redis.url}/1`);
    expect(await memory()).toEqual({ policies: ['volatile-ttl'], evictedKeys: 0, problems: [] });
    for (let i = 0; i < 3000; i += 1)
      await client.set(`k${i}`, 'x'.repeat(1000), { expiration: { type: 'EX', value: 60 } });
    const report = await memory();
    expect(report!.evictedKeys).toBeGreaterThan(100);
    expect(report!.problems[0]).toMatch(/\d+ keys were thrown away/);
    client.destroy();
  });
});
