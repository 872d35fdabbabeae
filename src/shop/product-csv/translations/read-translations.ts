import { restored } from '../../../core/product-csv/formula.js';
import { FileProblem } from '../file-problem.js';
import { readRecords } from '../read-records.js';
import {
  requiredColumns,
  translationColumns,
  type TranslationColumn,
  type TranslationRow,
} from './translation-columns.js';

/** Rows of one thing that follow one another. */
export interface TranslationGroup {
  type: string;
  identification: string;
  rows: TranslationRow[];
}

/** More than a product can have: its texts, and those of its pictures, in many languages. */
const MOST_ROWS = 5000;

/**
 * What a Shopify file of translations says of each thing. Errors: FileProblem where the file cannot be read on; the thing
 * before that place is not handed over, since nobody can say whether it was complete.
 */
export async function* readTranslations(source: AsyncIterable<Buffer>): AsyncGenerator<TranslationGroup> {
  let current: TranslationGroup | undefined;
  for await (const row of readRows(source)) {
    const type = row.Type.toUpperCase();
    const identification = row.Identification;
    const isSame = current?.type === type && current.identification === identification;
    if (current && isSame) {
      if (current.rows.push(row) > MOST_ROWS)
        throw new FileProblem(row.line, `${type} ${identification} has more than ${MOST_ROWS} rows`);
      continue;
    }
    if (current) yield current;
    current = { type, identification, rows: [row] };
  }
  if (current) yield current;
}

async function* readRows(source: AsyncIterable<Buffer>): AsyncGenerator<TranslationRow> {
  let places: Map<TranslationColumn, number> | undefined;
  for await (const { line, cells } of readRecords(source)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (!places) {
      places = placesOf(cells);
      continue;
    }
    const cell = (column: TranslationColumn) => {
      const place = places!.get(column);
      return place === undefined ? '' : restored((cells[place] ?? '').trim());
    };
    const named = translationColumns.map((column) => [column, cell(column)] as const);
    yield { line, ...(Object.fromEntries(named) as Record<TranslationColumn, string>) };
  }
  if (!places) throw new FileProblem(1, 'the file is empty');
}

function placesOf(cells: readonly string[]): Map<TranslationColumn, number> {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  if (names.length === 1 && names[0]!.includes(';'))
    throw new FileProblem(1, 'the columns are parted by semicolons; save the file with commas');
  const place = (column: TranslationColumn) => names.indexOf(column.toLowerCase());
  const missing = requiredColumns.filter((column) => place(column) === -1);
  if (missing.length > 0)
    throw new FileProblem(
      1,
      `this is no file of translations: the column "${missing.join('", "')}" is missing`,
    );
  const known = translationColumns.filter((column) => place(column) !== -1);
  return new Map(known.map((column) => [column, place(column)]));
}
