import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { testDatabase } from '../support/database.js';
import { startProcess, type RunningProcess } from '../support/processes.js';

const PROGRAMS = { 'main.js': /listens on/, 'worker.js': /works on:/ };
const OPEN = 'redis://redis.invalid:6379';
const CLOSED = 'redis://:hunter2@redis.invalid:6379';
const WARNING = /"level":40.*REDIS_URL: .*no password/;

describe('in production, a Redis on another host', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let started: RunningProcess | undefined;

  beforeAll(async () => {
    db = await testDatabase();
  });
  afterEach(async () => {
    await started?.end('SIGKILL');
    started = undefined;
  });
  afterAll(() => db?.drop());

  async function logOf(program: keyof typeof PROGRAMS, redisUrl: string, more = {}): Promise<string> {
    const shop = { DATABASE_URL: db.url, REDIS_URL: redisUrl, CACHE_REDIS_URL: redisUrl };
    const production = {
      NODE_ENV: 'production',
      ALLOW_INSECURE_NETWORK: '1',
      SESSION_SECRETS: 'a'.repeat(32),
    };
    const place = { PORT: '0', METRICS_PORT: 'off', LOG_LEVEL: 'warn' };
    const env = { ...process.env, ...shop, ...production, ...place, ...more };
    const args = [join(PROJECT_ROOT, 'dist', 'src', program)];
    started = await startProcess({ file: process.execPath, args, env, ready: PROGRAMS[program] });
    return started.output();
  }

  it.each(Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[])(
    'without a password is warned about when %s starts, for each setting',
    async (program) => {
      const log = await logOf(program, OPEN);
      expect(log).toMatch(WARNING);
      expect(log).toMatch(/CACHE_REDIS_URL: .*no password/);
    },
  );

  it('with a password is fine, and the password is not shown', async () => {
    const log = await logOf('main.js', CLOSED);
    expect(log).not.toMatch(WARNING);
    expect(log).not.toContain('hunter2');
  });

  it('is nothing to warn about outside of production', async () => {
    expect(await logOf('main.js', OPEN, { NODE_ENV: 'test' })).not.toMatch(WARNING);
  });
});
