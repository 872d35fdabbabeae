import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { testDatabase } from '../support/database.js';
import { startProcess } from '../support/processes.js';
import { redisUrl } from '../support/redis.js';
import { until } from '../support/until.js';

const PROMISED = `INSERT INTO outbox (topic, dedupe_key, payload, attempts, available_at, created_at) VALUES`;
const TEN_MINUTES_AGO = 'UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());

/** What alarms in AWS are made of: `infra/lib/alarms.ts`. */
it('a worker says in one line of its log what is late in the outbox, and what was given up', async () => {
  await db.database.execute(
    `${PROMISED} ('nobody', 'late', '{}', 0, ${TEN_MINUTES_AGO}, ${TEN_MINUTES_AGO}),
       ('nobody', 'stuck', '{}', 16, NULL, ${TEN_MINUTES_AGO})`,
  );
  const settings = { NODE_ENV: 'test', METRICS_PORT: 'off', LOG_LEVEL: 'warn' };
  const worker = await startProcess({
    file: process.execPath,
    args: [join(PROJECT_ROOT, 'dist', 'src', 'worker.js')],
    env: { ...process.env, ...settings, DATABASE_URL: db.url, REDIS_URL: redisUrl() },
    ready: /works on:/,
  });
  try {
    const lines = () =>
      worker
        .output()
        .split('\n')
        .filter((line) => line.includes('"outbox is late"'));
    await until('the worker says so', async () => lines().length > 0);
    const { oldestSeconds, ...line } = JSON.parse(lines()[0]!) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 40, event: 'outbox is late', waiting: 1, stuck: 1 });
    expect(oldestSeconds).toBeGreaterThanOrEqual(600);
    expect(oldestSeconds).toBeLessThan(700);
  } finally {
    await worker.end('SIGTERM');
  }
});
