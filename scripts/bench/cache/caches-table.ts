import { promises } from './promises.js';
import type { CacheResult, CachesResult } from './run-cache.js';

type Cell = (result: CacheResult, ours: CacheResult) => string;

const count = (value: number): string => Math.round(value).toLocaleString('en');
const times = (value: number, of: number): string => `${(value / of).toPrecision(2)}×`;

/** Our own is 1. */
const speedRows: Record<string, Cell> = {
  'hit in L1, reads/s': ({ l1 }) => count(l1.perSecond),
  'hit in L1, ours = 1': ({ l1 }, ours) => times(l1.perSecond, ours.l1.perSecond),
  'hit in L1, µs of CPU': ({ l1 }) => l1.cpuMicros.toFixed(2),
  'hit in L2, reads/s': ({ l2 }) => count(l2.perSecond),
  'hit in L2, ours = 1': ({ l2 }, ours) => times(l2.perSecond, ours.l2.perSecond),
  'hit in L2, µs of CPU': ({ l2 }) => l2.cpuMicros.toFixed(0),
};

const verdictOf = (result: CacheResult, promise: string): string => {
  const { isKept, text } = promises[promise]!(result);
  return `${isKept ? 'yes' : '**no**'}: ${text}`;
};

const promiseRows: Record<string, Cell> = Object.fromEntries(
  Object.keys(promises).map((promise) => [promise, (result) => verdictOf(result, promise)]),
);

function rowsOf({ caches }: CachesResult, head: string, rows: Record<string, Cell>): string[][] {
  const cells = Object.entries(rows).map(([name, cell]) => [
    name,
    ...caches.map((one) => cell(one, caches[0]!)),
  ]);
  return [[head, ...caches.map(({ cache }) => cache)], ...cells];
}

function markdown([head, ...rows]: string[][]): string {
  const lines = [head!, head!.map((_, nth) => (nth === 0 ? '---' : '---:')), ...rows];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export const speedMarkdown = (result: CachesResult): string => markdown(rowsOf(result, 'speed', speedRows));
export const promisesMarkdown = (result: CachesResult): string =>
  markdown(rowsOf(result, 'promise', promiseRows)).replaceAll('---:', '---');

/** For people at a terminal: one cache after the other. */
export function cachesTable(result: CachesResult): string {
  const [ours] = result.caches;
  return result.caches
    .map((one) => {
      const lines = Object.entries({ ...speedRows, ...promiseRows }).map(
        ([name, cell]) => `  ${name}: ${cell(one, ours!).replaceAll('**', '')}`,
      );
      return [one.cache, ...lines].join('\n');
    })
    .join('\n\n');
}
