import { lookup as systemLookup } from 'node:dns';
import { mkdtempSync, rmSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { freePort } from '../support/processes.js';
import { launchRedis } from '../support/redis-process.js';
import { until } from '../support/until.js';

const STALE_MS = 2000;

/** Two servers on one port, at two addresses of this host (which only Linux has without asking). */
describe.skipIf(process.platform !== 'linux')('a host name that gets another address', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcart-name-'));
  const servers: Awaited<ReturnType<typeof launchRedis>>[] = [];
  let target = '127.0.0.1';
  let link: RedisLink;
  const lookup: LookupFunction = (_host, options, callback) => systemLookup(target, options, callback);

  beforeAll(async () => {
    const port = await freePort();
    for (const bind of ['127.0.0.1', '127.0.0.2']) servers.push(await launchRedis(port, folder, { bind }));
    link = new RedisLink({
      url: `redis://redis.shop.example:${port}`,
      part: 'session',
      deadlineMs: 250,
      lookup,
    });
    link.connect();
    await until('connected', async () => link.isReady);
  });
  afterAll(async () => {
    await link?.close();
    await Promise.all(servers.map((server) => server.end('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  it('is noticed while the old server lives on as a primary and only reads happen', async () => {
    await link.run((client) => client.set('login', 'in'));
    target = '127.0.0.2';
    const moved = performance.now();
    await until('the new server asked', async () => {
      const answer = await link.run((client) => client.get('login')).catch(() => 'away');
      return answer === null;
    });
    console.log('noticed after ms:', Math.round(performance.now() - moved));
    expect(performance.now() - moved).toBeLessThan(STALE_MS);
    expect(link.stats.swaps).toBe(1);
  });
});
