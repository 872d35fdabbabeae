import type { Asked } from './measure-listings.js';

const HEAD = [
  'place',
  'filter',
  'sort',
  'page',
  'kind',
  'products',
  'ms',
  'statements',
  'MySQL ms',
  'rows read',
  'of page 1',
];
const TEXTS = 5;

/** One line per listing, for people. `of page 1`: milliseconds, the first page of the same list being 1. */
export function listingsTable(results: readonly Asked[]): string {
  const lines = [HEAD, ...results.map((one) => cellsOf(one, results))];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (cell: string, at: number) =>
    at < TEXTS ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!);
  return lines.map((line) => line.map(pad).join('  ')).join('\n');
}

function cellsOf(one: Asked, results: readonly Asked[]): string[] {
  const first = results.find(
    ({ place, filters, sort }) => place === one.place && filters === one.filters && sort === one.sort,
  );
  return [
    one.place,
    one.filters,
    one.sort,
    String(one.page),
    one.kind,
    String(one.products),
    one.ms.toFixed(1),
    String(one.statements),
    one.mysqlMs.toFixed(1),
    String(one.rowsRead),
    (one.ms / first!.ms).toFixed(2),
  ];
}
