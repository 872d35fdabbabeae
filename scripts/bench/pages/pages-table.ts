import { heldBy, isIdle, type RowResult } from './row-result.js';
import type { PagesResult } from './run-pages.js';
import { P99, PROCESS, TARGETS } from './targets.js';

type Cells = Record<string, string>;

const count = (value: number): string => Math.round(value).toLocaleString('en');
const verdict = (isHeld: boolean): string => (isHeld ? 'held' : 'missed');
const rate = (figures: { perSecond: number; busy: number }) =>
  count(figures.perSecond) + (isIdle(figures) ? '*' : '');

/** At saturation. */
const speed = (row: RowResult & { bytes: number }): Cells => {
  const [target, held] = [TARGETS[row.name], heldBy(row)];
  return {
    page: row.title,
    bytes: count(row.bytes),
    'shop/s': rate(row.shop),
    'limit/s': rate(row.limit),
    'textbook/s': rate(row.textbook),
    'of the limit': row.ofLimit.toFixed(2),
    'at least': `${target.ofLimit}, ${verdict(held.ofLimit)}`,
    'of the textbook': `${row.ofTextbook.toFixed(1)}×`,
    'at least ': `${target.ofTextbook}×, ${verdict(held.ofTextbook)}`,
  };
};

const cpu = (row: RowResult): Cells => ({
  page: row.title,
  'shop, CPU µs': row.shop.cpuMicroseconds.toFixed(1),
  'limit, CPU µs': row.limit.cpuMicroseconds.toFixed(1),
  'textbook, CPU µs': row.textbook.cpuMicroseconds.toFixed(1),
  'of the limit, by CPU': row.cpuOfLimit.toFixed(2),
  'of the textbook, by CPU': `${row.cpuOfTextbook.toFixed(1)}×`,
});

const steady = (row: RowResult): Cells => {
  const { shop, limit } = row.steady;
  return {
    page: row.title,
    'shop, due/s': count(shop.perSecond),
    'shop, p50 ms': shop.p50Ms.toFixed(1),
    'shop, p99 ms': shop.p99Ms.toFixed(1),
    'limit, due/s': count(limit.perSecond),
    'limit, p99 ms': limit.p99Ms.toFixed(1),
    'at most': `${Math.max(P99.ms, P99.timesLimit * limit.p99Ms).toFixed(1)}, ${verdict(heldBy(row).p99)}`,
  };
};

const processes = ({ starts, memoryMb }: PagesResult): Cells[] => [
  {
    '': 'first product page, ms after the start of a build that ran before',
    shop: count(starts.shop),
    textbook: count(starts.textbook),
    'at most': limitOf(starts, starts.textbook / PROCESS.firstPage),
  },
  {
    '': 'resident memory under this load, MB',
    shop: count(memoryMb.shop),
    textbook: count(memoryMb.textbook),
    'at most': limitOf(memoryMb, memoryMb.textbook * PROCESS.memory),
  },
];

const limitOf = ({ shop }: { shop: number }, most: number) => `${count(most)}, ${verdict(shop <= most)}`;

/** The tables of a result, each as rows of named cells. */
export const tablesOf = (result: PagesResult) => ({
  speed: result.rows.map(speed),
  cpu: result.rows.map(cpu),
  steady: result.rows.map(steady),
  processes: processes(result),
});

export const starNote = ({ rows }: Pick<PagesResult, 'rows'>): string | null =>
  rows.some(({ shop, limit, textbook }) => [shop, limit, textbook].some(isIdle))
    ? '* did not use up its core: something else was the limit, and it might answer more.'
    : null;

export function markdownTable(rows: readonly Cells[]): string {
  const head = Object.keys(rows[0]!).map((name) => name.trim());
  const lines = [
    head,
    head.map((_, nth) => (nth === 0 ? '---' : '---:')),
    ...rows.map((row) => Object.values(row)),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function plainTable(rows: readonly Cells[]): string {
  const lines = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')).join('\n');
}

/** For people at a terminal. */
export const pagesTable = (result: PagesResult): string =>
  [...Object.values(tablesOf(result)).map(plainTable), starNote(result)].filter(Boolean).join('\n\n');
