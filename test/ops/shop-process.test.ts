import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { dataFolder, removeFolder } from '../support/launched-shop.js';
import { until } from '../support/until.js';

interface Process {
  restart(): Promise<void>;
  stop(): Promise<void>;
}
const LAUNCHER = join(PROJECT_ROOT, 'scripts', 'launcher', 'shop-process.mjs');
const RESTARTS = 60;

/** A program that notes its start and stays. */
const noting = (starts: string) => `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(starts)}, '.');
setTimeout(() => {}, 60_000);`;

describe('a process of the shop', () => {
  const folder = dataFolder();
  const [script, starts] = [join(folder, 'part.mjs'), join(folder, 'starts')];
  afterAll(() => removeFolder(folder));
  const started = () => readFileSync(starts, 'utf8').length;

  it(`is started once by each of ${RESTARTS} restarts, however late its end is heard of`, async () => {
    const { ShopProcess } = (await import(LAUNCHER)) as { ShopProcess: new (options: object) => Process };
    writeFileSync(starts, '');
    writeFileSync(script, noting(starts));
    let accidents = 0;
    const onGiveUp = () => (accidents += 1);
    const part = new ShopProcess({ name: 'part', args: [script], env: process.env, onStart() {}, onGiveUp });
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
});
