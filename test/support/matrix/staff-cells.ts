import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { PROJECT_ROOT } from '../../../src/platform/config/paths.js';
import { cell } from './cell.js';
import type { MatrixShop } from './matrix-shop.js';
import { works } from './verdicts.js';

/** A command starts a process of its own, on a machine that has other work. */
const COMMAND_MS = 15_000;
const PROGRAM = join(PROJECT_ROOT, 'dist', 'scripts', 'shop.js');

/** What a command of staff writes, and how it ends. */
const command = (...args: string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const options = { timeout: COMMAND_MS };
    const child = execFile(process.execPath, [PROGRAM, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });

export const commands = {
  asUsual: cell('as usual', async () => {
    const { code, out } = await command('order', 'list');
    expect([code, out]).toEqual([0, expect.stringMatching(/ada@example\.com[^]* of \d+ orders/)]);
  }),
  refused: cell('end with a sentence that MySQL does not answer, and change nothing', async () => {
    const { code, out, err } = await command('order', 'list');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^MySQL at \S+ cannot be used: .*\. Start it, or correct DATABASE_URL\.\n$/);
  }),
};

export const probes = {
  ok: cell('200', async (at: MatrixShop) => {
    for (const url of at.web)
      for (const path of ['/livez', '/readyz'])
        await at.all(works(200), () => at.guest().twin(url).get(path));
  }),
};
