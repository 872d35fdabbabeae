import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readMetrics } from '../support/metrics.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';
import {
  dataFolder,
  launch,
  processesOf,
  removeFolder,
  webProcesses,
  type LaunchedShop,
} from '../support/launched-shop.js';

const PAGES = { method: 'GET', status: '200', route_class: 'catalogue' };

describe('the metrics of npm start', () => {
  const folder = dataFolder();
  let shop: LaunchedShop;
  afterEach(async () => {
    await shop.end();
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
  });
  afterAll(() => removeFolder(folder));

  const address = () => /^ {2}Metrics are at (\S+)\/metrics$/m.exec(shop.heard.out)?.[1];
  const pages = async () => (await readMetrics(address()!)).of('http_requests_total', PAGES) ?? 0;

  it(
    'are the sum of its processes, which never falls, and are not behind the shop',
    { timeout: 180_000 },
    async () => {
      shop = launch(folder, { WEB_INSTANCES: '2' });
      const shopper = new Shopper(await shop.ready());
      expect(await pages()).toBe(0);
      const answers = await Promise.all(Array.from({ length: 20 }, () => shopper.get('/collections/all')));
      expect(new Set(answers.map(({ headers }) => headers['x-served-by']))).toEqual(
        new Set(['web-1', 'web-2']),
      );
      await until('all counted', async () => (await pages()) === 20);
      expect(
        (await readMetrics(address()!)).of('http_request_duration_seconds_count', {
          route_class: 'catalogue',
        }),
      ).toBe(20);

      const [frozen, killed] = webProcesses(folder);
      process.kill(frozen!, 'SIGSTOP');
      expect(await pages()).toBe(20);
      process.kill(frozen!, 'SIGCONT');
      process.kill(killed!, 'SIGKILL');
      expect(await pages()).toBe(20);
      await until('another one in its place', async () => webProcesses(folder).length === 2, 30);
      await until(
        'its answers',
        async () => (await shopper.get('/livez')).headers['x-served-by'] === 'web-2',
        30,
      );
      for (let more = 1; more <= 4; more += 1) await shopper.get('/collections/all');
      await until('those of all three', async () => (await pages()) === 24);

      expect((await shopper.get('/metrics')).status).toBe(404);
      expect((await new Shopper(`http://${address()}`).get('/')).status).toBe(404);
      expect(await shop.end()).toBe(0);
      expect(processesOf(folder)).toEqual([]);
      await expect(pages()).rejects.toThrow('ECONNREFUSED');
    },
  );

  it('can be switched off', async () => {
    shop = launch(folder, { METRICS_PORT: 'off' });
    await shop.ready();
    expect(address()).toBeUndefined();
  });

  it('are refused with a sentence where another program has the port that was chosen', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    shop = launch(folder, { METRICS_PORT: String(port) });
    expect(await shop.ended).toBe(78);
    expect(shop.heard.err).toContain(`METRICS_PORT: port ${port} of 127.0.0.1 is in use by another program`);
    expect(processesOf(folder)).toEqual([]);
    other.close();
  });
});
