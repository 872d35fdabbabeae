import { readFileSync } from 'node:fs';
import type { RunningProcess } from './processes.js';
import { until } from './until.js';

/** Stops a process with SIGSTOP and waits until the kernel says that it is stopped. */
export async function stopped(server: RunningProcess): Promise<void> {
  server.signal('SIGSTOP');
  const state = () => /^State:\s+(\w)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
  await until('stopped', async () => state() === 'T');
}
