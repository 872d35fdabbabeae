import { parseAmount } from '../../core/product-csv/amount.js';
import type { Column, Row } from './columns.js';

/** A cell does not hold what its column says. */
export class CellProblem extends Error {
  constructor(
    readonly line: number,
    column: Column,
    value: string,
    expected: string,
  ) {
    super(`${column} is "${value.slice(0, 60)}"; expected ${expected}`);
  }
}

const TRUE = new Set(['true', 'yes', '1', 'y']);
const FALSE = new Set(['false', 'no', '0', 'n']);

/** Reads the cells of one row as what they stand for. Errors: CellProblem. */
export class CellReader {
  constructor(
    private readonly row: Row,
    /** Decimals of the shop's currency. */
    private readonly digits: number,
  ) {}

  /** Of the file, where the row begins. */
  get line(): number {
    return this.row.line;
  }

  /** Trimmed; empty when the cell is, or the column is missing. */
  text(column: Column): string {
    return this.row.cells[column]?.trim() ?? '';
  }

  optional(column: Column): string | null {
    return this.text(column) || null;
  }

  /** `missing` when the file has no such column, `empty` when the cell is empty. */
  flag(column: Column, { missing, empty }: { missing: boolean; empty: boolean }): boolean {
    const text = this.text(column).toLowerCase();
    if (text === '') return this.row.cells[column] === undefined ? missing : empty;
    if (TRUE.has(text)) return true;
    if (FALSE.has(text)) return false;
    return this.fail(column, 'TRUE or FALSE');
  }

  /** Minor units; null for an empty cell. */
  amount(column: Column): number | null {
    const text = this.text(column);
    if (text === '') return null;
    return parseAmount(text, this.digits) ?? this.fail(column, 'a price such as 19.99');
  }

  /** 0 for an empty cell. */
  wholeNumber(column: Column): number {
    const text = this.text(column);
    if (text === '') return 0;
    const number = /^-?\d+(\.0*)?$/.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(number) ? number : this.fail(column, 'a whole number');
  }

  /** Rounded; 0 for an empty cell. */
  grams(column: Column): number {
    const text = this.text(column);
    if (!/^\d*(\.\d*)?$/.test(text) || text === '.') return this.fail(column, 'a weight in grams');
    return Math.round(Number(text));
  }

  oneOf<T extends string>(column: Column, choices: readonly T[], empty: T): T {
    const text = this.text(column).toLowerCase();
    if (text === '') return empty;
    return choices.find((choice) => choice === text) ?? this.fail(column, choices.join(', '));
  }

  /** Of a file of the shop itself, or of one elsewhere; null for an empty cell. */
  address(column: Column): string | null {
    const text = this.text(column);
    if (text === '') return null;
    const isLocal = /^\/(?![/\\])[^\s\\]*$/.test(text) && !text.includes('/../');
    const isRemote = /^https?:\/\//i.test(text) && URL.canParse(text);
    return isLocal || isRemote ? text : this.fail(column, 'an address that starts with https:// or /');
  }

  fail(column: Column, expected: string): never {
    throw new CellProblem(this.row.line, column, this.text(column), expected);
  }
}
