import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { dataFolder, removeFolder } from '../support/launched-shop.js';
import { until } from '../support/until.js';

interface Process {
  readonly pid: number;
  serves(): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
}
const LAUNCHER = join(PROJECT_ROOT, 'scripts', 'launcher', 'shop-process.mjs');
const RESTARTS = 60;

/** A program that notes its start and stays, until it is told of a bug. */
const noting = (starts: string) => `import { appendFileSync } from 'node:fs';
process.on('SIGUSR2', () => process.exit(1));
appendFileSync(${JSON.stringify(starts)}, '.');
setTimeout(() => {}, 60_000);`;

describe('a process of the shop', () => {
  const folder = dataFolder();
  const [script, starts] = [join(folder, 'part.mjs'), join(folder, 'starts')];
  afterAll(() => removeFolder(folder));
  const started = () => readFileSync(starts, 'utf8').length;

  async function start(onGiveUp: () => unknown = () => {}): Promise<Process> {
    const { ShopProcess } = (await import(LAUNCHER)) as { ShopProcess: new (options: object) => Process };
    writeFileSync(starts, '');
    writeFileSync(script, noting(starts));
    return new ShopProcess({ name: 'part', args: [script], env: process.env, onStart() {}, onGiveUp });
  }

  it(`is started once by each of ${RESTARTS} restarts, however late its end is heard of`, async () => {
    let accidents = 0;
    const part = await start(() => (accidents += 1));
    try {
      for (let restarts = 0; restarts < RESTARTS; restarts += 1) {
        await until('its start', async () => started() > restarts, 10);
        await part.restart();
      }
      await until('the last start', async () => started() > RESTARTS, 10);
      expect(started()).toBe(RESTARTS + 1);
      expect(accidents).toBe(0);
    } finally {
      await part.stop();
    }
  });

  it('is started again when a bug has ended it', async () => {
    const part = await start();
    try {
      await until('its start', async () => started() === 1);
      part.serves();
      const failed = part.pid;
      process.kill(failed, 'SIGUSR2');
      await until('its second start', async () => started() === 2);
      expect(part.pid).not.toBe(failed);
    } finally {
      await part.stop();
    }
  });
});
