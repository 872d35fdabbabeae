import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { startWeb } from '../support/fleet.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { SlowClients } from '../support/slow-clients.js';
import { until } from '../support/until.js';

const BUG = join(PROJECT_ROOT, 'test', 'support', 'failing-on-signal.mjs');
const SECRET = 'a-secret-of-sessions-that-nobody-may-read';
const MOST_MS = 5000;

describe('F31: a bug that nobody catches', () => {
  let shop: TestShop;
  const env = () => ({
    NODE_OPTIONS: `--import ${BUG}`,
    SESSION_SECRETS: SECRET,
    FAILING_WITH: `${SECRET} and ${shop.databaseUrl}`,
  });
  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop?.close());

  /** The secrets that the bug knew, the password of MySQL where it has one. */
  function expectNoSecrets(said: string): void {
    expect(said).toContain('a bug that knows');
    expect(said).toContain('failing-on-signal.mjs');
    expect(said).not.toContain(SECRET);
    const { password } = new URL(shop.databaseUrl);
    if (password.length >= 6) expect(said).not.toContain(password);
  }

  it.each([
    ['in a promise', 'SIGUSR2'],
    ['thrown', 'SIGPIPE'],
  ] as const)(
    '%s ends a web process with 1 within 5 seconds; it takes nobody new, and answers who waits',
    async (_, signal) => {
      const web: RunningProcess = await startWeb(PROJECT_ROOT, { ...env(), INSTANCE_NAME: 'failing' });
      const shopper = new Shopper(web.found);
      await until('ready', async () => (await shopper.get('/readyz')).status === 200);
      const add = { id: shop.variant('plenty') };
      const held = await shopper.hold('/cart/add', add);
      const never = await SlowClients.open(web.found, 'body', 1);
      const failed = performance.now();
      const exit = web.end(signal);
      await until('it takes nobody new', () => shopper.get('/livez').then(() => false, () => true)); // prettier-ignore
      expect((await held.go()).status).toBe(303);
      expect(await exit).toBe(1);
      expect(performance.now() - failed).toBeLessThan(MOST_MS);
      never.close();
      expectNoSecrets(web.output());
    },
  );

  it('ends a worker with 1', async () => {
    const worker = join(PROJECT_ROOT, 'dist', 'src', 'worker.js');
    const all = { ...process.env, ...env() };
    const started = await startProcess({
      file: process.execPath,
      args: [worker],
      env: all,
      ready: /works on:/,
    });
    expect(await started.end('SIGUSR2')).toBe(1);
    expectNoSecrets(started.output());
  });
});
