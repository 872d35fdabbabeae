import type { SessionsResult, StoreResult } from './run-sessions.js';

type Cell = (result: StoreResult, first: StoreResult) => string;

const ratio = (value: number, of: number): string => `${(value / of).toFixed(1)}×`;
const thousands = (value: number): string => value.toLocaleString('en');
/** One decimal; a collection leaves a little more or less behind, which is no less than nothing. */
const mb = (value: number | null): string =>
  value === null ? 'not measured' : Math.max(value, 0).toFixed(1);

/** Speed, the first store being 1. */
export const speedColumns: Record<string, Cell> = {
  store: ({ store }) => store,
  'page p50 ms': ({ page }) => page.p50Ms.toFixed(1),
  'page p99 ms': ({ page }) => page.p99Ms.toFixed(1),
  'pages/s': ({ page }) => thousands(page.perSecond),
  'page p50, redis = 1': ({ page }, first) => ratio(page.p50Ms, first.page.p50Ms),
  'add p50 ms': ({ add }) => add.p50Ms.toFixed(1),
  'add p99 ms': ({ add }) => add.p99Ms.toFixed(1),
  'adds/s': ({ add }) => thousands(add.perSecond),
  'add p50, redis = 1': ({ add }, first) => ratio(add.p50Ms, first.add.p50Ms),
  failed: ({ page, add }) => thousands(page.failed + add.failed),
};

export const sizeColumns: Record<string, Cell> = {
  store: ({ store }) => store,
  'bytes per session': ({ bytesPerSession }) => thousands(bytesPerSession),
  'counted as': ({ counts }) => counts,
  'cookie bytes per request': ({ cookieBytes }) => thousands(cookieBytes),
  'live heap, MB, by sessions': ({ heaps }) =>
    heaps.map(({ sessions, mb: heap }) => `${thousands(sessions)}: ${heap.toFixed(1)}`).join('; '),
  'MB per 100,000': ({ heapMbPer100k }) => mb(heapMbPer100k),
};

export const lossColumns: Record<string, Cell> = {
  store: ({ store }) => store,
  'parallel adds': ({ parallel }) => thousands(parallel.adds),
  'refused, and said so': ({ parallel: { refused, made } }) =>
    thousands(refused) + (made > 0 ? ` (${thousands(made)} made all the same)` : ''),
  'acknowledged and lost': ({ parallel }) => thousands(parallel.lost),
  'sessions lost with an instance': ({ instance }) => `${instance.lost} of ${instance.sessions}`,
  'sessions lost with a node': ({ node }) => (node ? `${node.lost} of ${node.sessions}` : 'has none'),
};

/** Rows of cells, the head first. */
function cellsOf({ stores }: SessionsResult, columns: Record<string, Cell>): string[][] {
  const cells = Object.values(columns);
  return [Object.keys(columns), ...stores.map((one) => cells.map((cell) => cell(one, stores[0]!)))];
}

export function markdownTable(result: SessionsResult, columns: Record<string, Cell>): string {
  const [head, ...rows] = cellsOf(result, columns);
  const lines = [head!, head!.map((_, nth) => (nth === 0 ? '---' : '---:')), ...rows];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function plainTable(result: SessionsResult, columns: Record<string, Cell>): string {
  const cells = cellsOf(result, columns);
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) => row.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')).join('\n');
}

/** For people at a terminal. */
export const sessionsTable = (result: SessionsResult): string =>
  [speedColumns, sizeColumns, lossColumns].map((columns) => plainTable(result, columns)).join('\n\n');
