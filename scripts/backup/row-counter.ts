const [NEWLINE, QUOTE, BACKSLASH, OPEN, CLOSE, SEMICOLON, S] = [10, 39, 92, 40, 41, 59, 83];
const INSERT = /^INSERT INTO `((?:[^`]|``)+)` (?:\([^)]*\) )?VALUES$/;
/** Longer than the names of all columns of any table; of other lines no more is looked at. */
const MOST_HEAD = 65_536;

/**
 * Counts the rows in the text of a dump as it goes by, table by table: the server's own count belongs to another moment
 * than the dump. Knows what mariadb-dump and mysqldump write: `INSERT INTO name (columns) VALUES (...),(...);`, with
 * texts in single quotation marks and backslashes before signs in them.
 */
export class RowCounter {
  readonly rows = new Map<string, number>();
  private head = '';
  private table: string | null = null;
  private depth = 0;
  private inText = false;
  private isEscaped = false;

  feed(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; at += 1) {
      const sign = chunk[at]!;
      if (this.table === null) this.readHead(sign);
      else if (this.inText) at = this.readText(chunk, at);
      else this.readRows(sign, this.table);
    }
  }

  private readHead(sign: number): void {
    if (sign === NEWLINE) {
      this.head = '';
      return;
    }
    if (this.head.length < MOST_HEAD) this.head += String.fromCharCode(sign);
    const name = sign === S ? INSERT.exec(this.head)?.[1] : undefined;
    if (name === undefined) return;
    this.table = name.replaceAll('``', '`');
    this.head = '';
  }

  /** Answers where reading goes on. */
  private readText(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const sign = chunk[at]!;
      if (this.isEscaped) this.isEscaped = false;
      else if (sign === BACKSLASH) this.isEscaped = true;
      else if (sign === QUOTE) {
        // Two marks are one in the text: the second opens the text again.
        this.inText = false;
        return at;
      }
    }
    return chunk.length;
  }

  private readRows(sign: number, table: string): void {
    if (sign === QUOTE) this.inText = true;
    else if (sign === CLOSE) this.depth -= 1;
    else if (sign === OPEN) {
      if (this.depth === 0) this.rows.set(table, (this.rows.get(table) ?? 0) + 1);
      this.depth += 1;
    } else if (sign === SEMICOLON && this.depth === 0) this.table = null;
  }
}
