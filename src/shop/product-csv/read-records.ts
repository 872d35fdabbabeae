import { CsvError, parse, type Parser } from 'csv-parse';
import { FileProblem } from './file-problem.js';
import { RecentLines } from './recent-lines.js';
import { utf8Lines } from './utf8-lines.js';

interface Record {
  /** Where it starts, counted from 1. */
  line: number;
  cells: string[];
}

const MOST_CHARACTERS_OF_A_ROW = 2_000_000;

const reasons: { [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark opens in this row and is never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'text follows a closing quotation mark in this row; write "" for a mark inside a cell',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a cell of this row that does not start with one',
  CSV_MAX_RECORD_SIZE: 'this row has no end; a quotation mark in it is probably never closed',
};

/** The parser calls back for each row at once: rows before a broken one are never lost with it. */
class Rows {
  readonly done: Record[] = [];
  nextLine = 1;
  failure: Error | undefined;
  private readonly parser: Parser;

  constructor() {
    this.parser = parse({
      bom: true,
      relax_column_count: true,
      max_record_size: MOST_CHARACTERS_OF_A_ROW,
      on_record: (cells: string[], { lines }) => {
        this.done.push({ line: this.nextLine, cells });
        this.nextLine = lines + 1;
        return null;
      },
    });
    this.parser.on('error', (error) => (this.failure ??= error)).resume();
  }

  write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => void this.parser.write(chunk, () => resolve()));
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.parser.once('close', resolve).once('end', resolve);
      this.parser.end();
    });
  }

  /** What is wrong with the row that starts at `nextLine`. */
  reason(): string | undefined {
    if (!this.failure) return undefined;
    const code = this.failure instanceof CsvError ? this.failure.code : '';
    return reasons[code] ?? this.failure.message;
  }
}

/**
 * Rows of a CSV file (RFC 4180, UTF-8, with or without byte order mark, CRLF or LF), one by one.
 * Errors: FileProblem with the unreadable line, after all rows before it were handed over.
 */
export async function* readRecords(source: AsyncIterable<Buffer>): AsyncGenerator<Record> {
  const rows = new Rows();
  const recent = new RecentLines();
  let unreadable: FileProblem | undefined;
  try {
    for await (const chunk of utf8Lines(source)) {
      recent.add(chunk);
      await rows.write(chunk);
      yield* rows.done.splice(0);
      if (rows.reason()) break;
      recent.forgetBefore(rows.nextLine);
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    unreadable = error;
  }
  if (!rows.reason()) await rows.end();
  yield* rows.done.splice(0);
  const problem = finalProblem(rows, recent, unreadable);
  if (problem) throw problem;
}

/** A line that is not UTF-8 may stand in the middle of a row, which then has no end either. */
function finalProblem(rows: Rows, recent: RecentLines, unreadable: FileProblem | undefined) {
  const reason = rows.reason();
  if (!reason) return unreadable;
  const rowStart = recent.startOf(rows.nextLine);
  return unreadable
    ? new FileProblem(unreadable.line, unreadable.reason, rowStart)
    : new FileProblem(rows.nextLine, reason, rowStart);
}
