/** What was worked out for texts that come again and again. Who came first goes first; whoever still comes is worked out anew. */
export class Memo<T> {
  private readonly known = new Map<string, T>();

  /** Texts longer than `longest` characters are not kept, so that nobody fills the memory with them. */
  constructor(
    private readonly most: number,
    private readonly longest = Infinity,
  ) {}

  get(text: string): T | undefined {
    return this.known.get(text);
  }

  set(text: string, value: T): T {
    if (text.length > this.longest) return value;
    if (this.known.size >= this.most) this.known.delete(this.known.keys().next().value!);
    this.known.set(text, value);
    return value;
  }
}
