/** Texts by number, in the order of the alphabet: those that begin alike stand together and need not be looked for one by one. */
export class Beginnings {
  private sorted = new Int32Array(0);
  /** Numbers whose text is new, or another one than before. */
  private readonly moved = new Set<number>();

  /** `texts`: by number; whoever changes one says so with `put`. */
  constructor(private readonly texts: readonly string[]) {}

  put(number: number): void {
    this.moved.add(number);
  }

  /** Numbers of the texts that begin with `beginning`, in no order that means anything. */
  of(beginning: string): Int32Array {
    this.settle();
    const from = this.firstNotBefore(beginning);
    return this.sorted.subarray(from, this.firstNotBefore(`${beginning}\uFFFF`));
  }

  /** Sorts in what has come since. */
  settle(): void {
    if (this.moved.size === 0) return;
    const known = this.sorted.filter((number) => !this.moved.has(number));
    const added = Int32Array.from(this.moved).sort((a, b) => this.compare(a, b));
    this.sorted = new Int32Array(known.length + added.length);
    let [nth, at] = [0, 0];
    for (const number of known) {
      while (nth < added.length && this.compare(added[nth]!, number) < 0) this.sorted[at++] = added[nth++]!;
      this.sorted[at++] = number;
    }
    this.sorted.set(added.subarray(nth), at);
    this.moved.clear();
  }

  private compare(a: number, b: number): number {
    const [one, other] = [this.texts[a]!, this.texts[b]!];
    return one < other ? -1 : one > other ? 1 : a - b;
  }

  private firstNotBefore(text: string): number {
    let [from, until] = [0, this.sorted.length];
    while (from < until) {
      const middle = (from + until) >> 1;
      if (this.texts[this.sorted[middle]!]! < text) from = middle + 1;
      else until = middle;
    }
    return from;
  }
}
