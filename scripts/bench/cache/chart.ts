import { type Bar, drawBars } from '../bar-chart.js';
import { promises } from './promises.js';
import type { CacheResult, CachesResult } from './run-cache.js';

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** What a read costs in each tier, and how many of the promises were kept. */
export function cachesChart({ caches }: CachesResult): string {
  const all = Object.values(promises);
  const bars = (valueOf: (result: CacheResult) => number, textOf: (value: number) => string): Bar[] =>
    caches.map((result) => {
      const value = valueOf(result);
      return { label: result.cache, value, text: textOf(value), isOurs: result === caches[0] };
    });
  const kept = (result: CacheResult) => all.filter((promise) => promise(result).isKept).length;
  return drawBars([
    {
      title: 'Hit in L1, CPU',
      bars: bars(
        ({ l1 }) => l1.cpuMicros,
        (value) => `${value.toFixed(2)} µs`,
      ),
    },
    {
      title: 'Hit in L2, CPU',
      bars: bars(
        ({ l2 }) => l2.cpuMicros,
        (value) => `${count(value)} µs`,
      ),
    },
    {
      title: '1,000 callers of one cold name in three processes: loads',
      bars: bars(({ threeProcesses }) => threeProcesses.loads, count),
    },
    { title: `Promises kept, of ${all.length}`, bars: bars(kept, count) },
  ]);
}
