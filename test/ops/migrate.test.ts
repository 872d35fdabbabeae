import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { emptyDatabase } from '../support/database.js';

const AT_ONCE = 5;

async function migrate(databaseUrl: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: 'redis://127.0.0.1:1' };
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist', 'scripts', 'migrate.js')], { env });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  return { code, said };
}

describe('npm run migrate', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;

  beforeAll(async () => {
    database = await emptyDatabase();
  });
  afterAll(() => database.drop());

  it(`runs every migration once when ${AT_ONCE} start at the same moment`, async () => {
    const runs = await Promise.all(Array.from({ length: AT_ONCE }, () => migrate(database.url)));
    expect(runs.map((run) => run.code)).toEqual(Array(AT_ONCE).fill(0));
    expect(runs.filter((run) => run.said.includes('up to date'))).toHaveLength(AT_ONCE - 1);
    const connection = await createConnection(database.url.replace(/^mariadb:/, 'mysql:'));
    const [rows] = await connection.query('SELECT COUNT(*) AS done FROM migrations');
    await connection.end();
    expect(Number((rows as { done: unknown }[])[0]?.done)).toBe(migrations.length);
  });
});
