import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where and when the figures were made. */
export interface Machine {
  commit: string;
  date: string;
  cores: number;
  cpu: string;
  memoryGb: number;
  node: string;
  /** Of the minute before the start. */
  load: number;
}

export function machine(): Machine {
  const [first] = cpus();
  return {
    commit: commit(),
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    cpu: first?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    load: Number(loadavg()[0]!.toFixed(1)),
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
