import { emptyDocument, type CartDocument, type DocumentLine } from './cart-document.js';

type Row = [key: string, quantity: number, saved: number, sequence: number, properties?: string];
/** The smallest of bytes: what is empty is left out. */
type Compact = Partial<Omit<CartDocument, 'lines'>> & { rows?: Row[] };

/** A cart as text, with at most so many entries of its journal. */
export function packCart({ lines, journal, ...others }: CartDocument, mostEntries = journal.length): string {
  const rows = Object.entries(lines).map(([key, line]) => rowOf(key, line));
  const kept = Object.entries({ ...others, rows, journal: journal.slice(0, mostEntries) });
  return JSON.stringify(Object.fromEntries(kept.filter(([, value]) => !isEmpty(value))));
}

/** The cart in a text that `packCart` made. Errors: SyntaxError or TypeError for any other. */
export function unpackCart(text: string): CartDocument {
  const { rows = [], ...others } = JSON.parse(text) as Compact;
  const lines = rows.map(([key, quantity, saved, sequence, properties = '{}']): [string, DocumentLine] => [
    key,
    { quantity, saved, sequence, properties },
  ]);
  return { ...emptyDocument, ...others, lines: Object.fromEntries(lines) };
}

const rowOf = (key: string, { quantity, saved, sequence, properties }: DocumentLine): Row =>
  properties === '{}' ? [key, quantity, saved, sequence] : [key, quantity, saved, sequence, properties];

const isEmpty = (value: unknown): boolean =>
  value === null || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
