export interface CartItem {
  id: number;
  quantity: number;
}

/** How many there must be at least and may be at most; `leaving`: ordered, and perhaps not taken out of the cart yet. */
interface Line {
  least: number;
  most: number;
  leaving: number;
}

/** What a cart must hold after all that was acknowledged, and may hold after all that nobody knows of. */
export class CartJournal {
  private readonly lines = new Map<number, Line>();

  /** `isSure`: the shop said so; otherwise nobody knows. */
  added(id: number, quantity: number, isSure: boolean): void {
    const line = this.line(id);
    line.most += quantity;
    if (isSure) line.least += quantity;
  }

  set(id: number, quantity: number, isSure: boolean): void {
    const line = this.line(id);
    line.least = isSure ? quantity : Math.min(line.least, quantity);
    line.most = isSure ? quantity : Math.max(line.most, quantity);
  }

  /** All that is there was ordered. `isSure`: otherwise it may stay, too. */
  ordered(isSure: boolean): void {
    for (const line of this.lines.values()) {
      if (isSure) line.leaving += line.most;
      if (isSure) line.most = 0;
      line.least = 0;
    }
  }

  /** Takes in all that another cart held. */
  join(other: CartJournal): void {
    for (const [id, { least, most, leaving }] of other.lines) {
      const line = this.line(id);
      line.least += least;
      line.most += most;
      line.leaving += leaving;
    }
  }

  /** Variants of which it is known exactly how many there are, and some are. */
  get sure(): number[] {
    const isSure = ({ least, most, leaving }: Line) => least > 0 && least === most && leaving === 0;
    return [...this.lines].filter(([, line]) => isSure(line)).map(([id]) => id);
  }

  /** What an order of all that is there has at least and at most, by variant. */
  get ranges(): { id: number; least: number; most: number }[] {
    return Array.from(this.lines, ([id, { least, most, leaving }]) => ({ id, least, most: most + leaving }));
  }

  /**
   * In what a cart differs from what it must be; nothing when it is right. `isSettled`: everything had the time to
   * happen, so what was ordered is gone.
   */
  differences(items: readonly CartItem[], isSettled = false): string[] {
    const held = new Map(items.map(({ id, quantity }) => [id, quantity]));
    const known = [...this.lines].flatMap(([id, line]) => this.judge(id, line, held.get(id) ?? 0, isSettled));
    const foreign = items.filter(({ id }) => !this.lines.has(id));
    return [...known, ...foreign.map(({ id, quantity }) => `foreign: ${quantity} of ${id}`)];
  }

  private judge(id: number, line: Line, found: number, isSettled: boolean): string[] {
    if (line.least === line.most && found === line.most) line.leaving = 0;
    const most = line.most + (isSettled ? 0 : line.leaving);
    if (found < line.least) return [`lost: ${found} of ${id}, ${line.least} were acknowledged`];
    return found > most ? [`too many: ${found} of ${id}, ${most} at most`] : [];
  }

  private line(id: number): Line {
    const line = this.lines.get(id) ?? { least: 0, most: 0, leaving: 0 };
    this.lines.set(id, line);
    return line;
  }
}
