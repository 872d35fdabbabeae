import { restored } from '../../core/product-csv/formula.js';
import { toHandle } from '../../core/catalog/handle.js';
import { isKnown, required, type Column, type Row } from './columns.js';
import { FileProblem } from './file-problem.js';
import { readRecords } from './read-records.js';

/** The rows of one product, in the order of the file. */
export interface ProductRows {
  handle: string;
  rows: Row[];
  /** Why these rows are no product. */
  problem?: string;
}

/** More rows than any product can have: 2,048 variants and 250 images. */
const MOST_ROWS = 2300;

interface Listener {
  /** Names of columns that are not used. */
  onUnknownColumns(names: string[]): void;
}

function readHeader(cells: readonly string[], listener: Listener): string[] {
  const names = cells.map((cell) => cell.trim());
  if (names.length === 1 && names[0]!.includes(';'))
    throw new FileProblem(1, 'the columns are parted by semicolons; save the file with commas');
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new FileProblem(1, `this is no product file: the column "${missing.join('", "')}" is missing`);
  const unknown = names.filter((name) => name !== '' && !isKnown(name));
  if (unknown.length > 0) listener.onUnknownColumns(unknown);
  return names;
}

function toRow(names: readonly string[], { line, cells }: { line: number; cells: string[] }): Row {
  const known = names.flatMap((name, index): [Column, string][] =>
    isKnown(name) ? [[name, restored(cells[index] ?? '')]] : [],
  );
  return { line, cells: Object.fromEntries(known) };
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

async function* readRows(source: AsyncIterable<Buffer>, listener: Listener): AsyncGenerator<Row> {
  let names: string[] | undefined;
  for await (const record of readRecords(source)) {
    if (isBlank(record.cells)) continue;
    if (!names) names = readHeader(record.cells, listener);
    else yield toRow(names, record);
  }
  if (!names) throw new FileProblem(1, 'the file is empty');
}

/**
 * Products of a Shopify product CSV, each with all its rows; rows of one product follow one another.
 * Errors: FileProblem where the file cannot be read on. The product that was being read then is not handed over,
 * because nobody can say whether it was complete.
 */
export async function* readProducts(
  source: AsyncIterable<Buffer>,
  listener: Listener,
): AsyncGenerator<ProductRows> {
  const seen = new Set<string>();
  let current: ProductRows | undefined;
  for await (const row of readRows(source, listener)) {
    const handle = toHandle(row.cells.Handle ?? '');
    if (current && current.handle === handle) {
      if (current.rows.length >= MOST_ROWS) current.problem = `it has more than ${MOST_ROWS} rows`;
      else current.rows.push(row);
      continue;
    }
    if (current) yield current;
    current = { handle, rows: [row], ...problemOf(handle, seen) };
    seen.add(handle);
  }
  if (current) yield current;
}

function problemOf(handle: string, seen: ReadonlySet<string>): { problem?: string } {
  if (handle === '') return { problem: 'the handle is empty' };
  if (!seen.has(handle)) return {};
  return { problem: 'this product stood further up already; rows of one product must follow one another' };
}
