import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { redisUrl } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const dist = (...path: string[]) => join(PROJECT_ROOT, 'dist', ...path);

describe('a web process on a database that lacks migrations', () => {
  let mysql: OwnMariadb;
  let web: RunningProcess;
  let probe: Shopper;
  const env = () => ({
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: mysql.url,
    REDIS_URL: redisUrl(),
    CACHE_REDIS_URL: redisUrl(),
    PORT: '0',
    METRICS_PORT: 'off',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
  });
  const start = () => {
    const ready = /listens on (http:\S+)/;
    return startProcess({ file: process.execPath, args: [dist('src', 'main.js')], env: env(), ready });
  };
  const migrate = async () => {
    const child = spawn(process.execPath, [dist('scripts', 'migrate.js')], { env: env(), stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  };
  const readiness = async () => {
    const answer = await probe.get('/readyz');
    return { code: answer.status, ...(answer.json() as { status: string }) };
  };
  const MISSING = { code: 503, status: 'migrations_missing' };
  const READY = { code: 200, status: 'ready' };
  const isReady = async () => (await readiness()).code === 200;

  beforeAll(async () => {
    mysql = await OwnMariadb.start();
    web = await start();
    probe = new Shopper(web.found);
  });
  afterAll(async () => {
    await web?.end('SIGKILL');
    await mysql?.close();
  });

  it('lives but is not ready, and says why and what to do', async () => {
    await until('an answer of MySQL', async () => (await readiness()).status !== 'starting');
    expect(await readiness()).toEqual(MISSING);
    expect((await probe.get('/livez')).status).toBe(200);
    expect(web.output()).toMatch(/lacks migrations.*npm run migrate/);
  });

  it('answers probes at once while that database is frozen, and asks on when it was gone', async () => {
    await mysql.freeze();
    const asked = performance.now();
    for (let nth = 0; nth < 20; nth += 1) expect(await readiness()).toEqual(MISSING);
    expect(performance.now() - asked).toBeLessThan(2000);
    mysql.thaw();
    await mysql.kill();
    expect(await readiness()).toEqual(MISSING);
    await mysql.restart();
  });

  it('is ready without a restart once they have run, and stays so when the database goes away', async () => {
    await migrate();
    await until('ready', isReady);
    await mysql.kill();
    expect((await probe.get('/statusz')).text).toContain('"database":"down"');
    expect(await readiness()).toEqual(READY);
    await mysql.restart();
  });
});
