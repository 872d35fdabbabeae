import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import type { RunningProcess } from './processes.js';
import { until } from './until.js';

/** In bytes. */
export interface ProcessMemory {
  rss: number;
  heapUsed: number;
  external: number;
}

/** Settings of a process that `memoryOf` is to ask. */
export const tellsMemory = {
  NODE_OPTIONS: `--expose-gc --import=${join(PROJECT_ROOT, 'test', 'support', 'print-memory.mjs')}`,
};

/** What a process holds after a forced collection. */
export async function memoryOf({ output, signal }: RunningProcess): Promise<ProcessMemory> {
  const seen = output().length;
  signal('SIGUSR2');
  const line = await until('the process says what it holds', async () =>
    /memory (\{.*\})\n/.exec(output().slice(seen)),
  );
  return JSON.parse(line[1]!) as ProcessMemory;
}
