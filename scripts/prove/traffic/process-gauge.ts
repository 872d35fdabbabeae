import { readdirSync, readFileSync } from 'node:fs';

/** Of one process at one moment. */
export interface Reading {
  /** Hours since the first one. */
  at: number;
  rssMb: number;
  /** Open files and sockets. */
  descriptors: number;
}

/** As Linux shows it. */
export function readProcess(pid: number, at: number): Reading {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const rssMb = Number(/^VmRSS:\s+(\d+)/m.exec(status)![1]) / 1024;
  return { at, rssMb, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** By how much `of` grows in an hour: the line of least squares. 0 for fewer than two readings. */
export function growth(readings: readonly Reading[], of: (one: Reading) => number): number {
  const count = readings.length;
  const mean = (value: (one: Reading) => number) =>
    readings.reduce((sum, one) => sum + value(one), 0) / count;
  const [midAt, midValue] = [mean(({ at }) => at), mean(of)];
  const spread = readings.reduce((sum, { at }) => sum + (at - midAt) ** 2, 0);
  if (count < 2 || spread === 0) return 0;
  return readings.reduce((sum, one) => sum + (one.at - midAt) * (of(one) - midValue), 0) / spread;
}
