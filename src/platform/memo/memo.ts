/** What was worked out for names that come again and again. Who came first goes first; whoever still comes is worked out anew. */
export class Memo<T, Name extends string | number = string> {
  private readonly known = new Map<Name, T>();

  /** Texts longer than `longest` characters are not kept, so that nobody fills the memory with them. */
  constructor(
    private readonly most: number,
    private readonly longest = Infinity,
  ) {}

  get(name: Name): T | undefined {
    return this.known.get(name);
  }

  set(name: Name, value: T): T {
    if (typeof name === 'string' && name.length > this.longest) return value;
    if (this.known.size >= this.most) this.known.delete(this.known.keys().next().value!);
    this.known.set(name, value);
    return value;
  }
}
