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
  try {
    for await (const record of readRecords(source)) {
      if (isBlank(record.cells)) continue;
      if (names) yield toRow(names, record);
      else names = readHeader(record.cells, listener);
    }
  } catch (error) {
    const showsHandle = names?.[0] === 'Handle';
    throw error instanceof FileProblem && !showsHandle ? new FileProblem(error.line, error.reason) : error;
  }
  if (!names) throw new FileProblem(1, 'the file is empty');
}

/**
 * Products of a Shopify product CSV, each with all its rows; rows of one product follow one another.
 * Errors: FileProblem where the file cannot be read on. A product that the unreadable row belongs to, or may belong
 * to, is not handed over: nobody can say whether it was complete.
 */
export async function* readProducts(
  source: AsyncIterable<Buffer>,
  listener: Listener,
): AsyncGenerator<ProductRows> {
  const products = new Products();
  try {
    for await (const row of readRows(source, listener)) {
      const complete = products.add(row);
      if (complete) yield complete;
    }
  } catch (error) {
    if (error instanceof FileProblem && products.isCompleteBefore(error.rowStart)) yield products.current!;
    throw error;
  }
  if (products.current) yield products.current;
}

/** Gathers rows with the same handle. */
class Products {
  current: ProductRows | undefined;
  private readonly seen = new Set<string>();

  /** The product before this row, when the row starts another one. */
  add(row: Row): ProductRows | undefined {
    const handle = toHandle(row.cells.Handle ?? '');
    const before = this.current;
    if (before?.handle === handle) {
      if (before.rows.length < MOST_ROWS) before.rows.push(row);
      else before.problem = `it has more than ${MOST_ROWS} rows`;
      return undefined;
    }
    this.current = { handle, rows: [row], ...this.problemOf(handle) };
    this.seen.add(handle);
    return before;
  }

  /** True when a row that starts like this clearly belongs to another product. */
  isCompleteBefore(rowStart: string): boolean {
    const firstCell = /^"?([^",]*)[",]/.exec(rowStart)?.[1] ?? '';
    return this.current !== undefined && firstCell !== '' && toHandle(firstCell) !== this.current.handle;
  }

  private problemOf(handle: string): { problem?: string } {
    if (handle === '') return { problem: 'the handle is empty' };
    if (!this.seen.has(handle)) return {};
    return { problem: 'this product stood further up already; rows of one product must follow one another' };
  }
}
