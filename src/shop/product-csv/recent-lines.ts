const NEW_LINE = 0x0a;
const ENOUGH = 1000;

export function countLines(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(NEW_LINE); at >= 0; at = text.indexOf(NEW_LINE, at + 1)) count += 1;
  return count;
}

/** Remembers the pieces of a file, in whole lines, that hold the row being read. */
export class RecentLines {
  private pieces: { firstLine: number; text: Buffer }[] = [];
  private nextLine = 1;

  add(text: Buffer): void {
    this.pieces.push({ firstLine: this.nextLine, text });
    this.nextLine += countLines(text);
  }

  forgetBefore(line: number): void {
    const isNeeded = (_: unknown, index: number) => (this.pieces[index + 1]?.firstLine ?? Infinity) > line;
    this.pieces = this.pieces.filter(isNeeded);
  }

  /** The first characters of a line that was added and not forgotten. */
  startOf(line: number): string {
    const piece = this.pieces.findLast(({ firstLine }) => firstLine <= line);
    if (!piece) return '';
    let at = 0;
    for (let passed = piece.firstLine; passed < line; passed += 1) {
      at = piece.text.indexOf(NEW_LINE, at) + 1;
      if (at === 0) return '';
    }
    return piece.text.toString('utf8', at, at + ENOUGH);
  }
}
