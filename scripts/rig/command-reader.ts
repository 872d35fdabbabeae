const [STAR, DOLLAR] = [42, 36];
const NOTHING = Buffer.alloc(0);

/**
 * Reads commands out of what a Redis client writes: arrays of bulk strings, however they are cut into packets.
 * A client that speaks something else (MySQL, HTTP) has no commands.
 */
export class CommandReader {
  private rest = NOTHING;
  private isForeign = false;

  /** What comes next is the beginning of a command. */
  forget(): void {
    this.rest = NOTHING;
    this.isForeign = false;
  }

  /** The commands that are complete with these bytes, each with its arguments. */
  read(bytes: Buffer): string[][] {
    if (this.isForeign) return [];
    this.rest = Buffer.concat([this.rest, bytes]);
    const commands: string[][] = [];
    for (let next = this.next(); next; next = this.next()) commands.push(next);
    return commands;
  }

  private next(): string[] | null {
    const words: string[] = [];
    const head = this.number(0, STAR);
    if (!head) return null;
    let { end } = head;
    for (let nth = 0; nth < head.value; nth += 1) {
      const length = this.number(end, DOLLAR);
      if (!length || this.rest.length < length.end + length.value + 2) return null;
      words.push(this.rest.toString('utf8', length.end, length.end + length.value));
      end = length.end + length.value + 2;
    }
    this.rest = this.rest.subarray(end);
    return words;
  }

  /** The number of a line such as `*3` or `$7` at `from`, and where the line ends; null when it is not all there. */
  private number(from: number, sign: number): { value: number; end: number } | null {
    if (this.rest.length <= from) return null;
    if (this.rest[from] !== sign) this.isForeign = true;
    const lineEnd = this.isForeign ? -1 : this.rest.indexOf('\r\n', from);
    if (lineEnd < 0) return null;
    return { value: Number(this.rest.toString('latin1', from + 1, lineEnd)), end: lineEnd + 2 };
  }
}
