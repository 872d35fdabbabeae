type Load<T> = () => Promise<T>;

interface Held<T> {
  state: string;
  value: Promise<T>;
}

interface Waiting<T> extends Held<T> {
  load: Load<T>;
}

/** One value, which is good as long as the state that it was asked for stays the same. */
export class Newest<T> {
  private held: Held<T> | null = null;
  /** Begins when the one under way has ended: whoever asked for any state until then is served by it. */
  private waiting: Waiting<T> | null = null;

  /** The value in this state. One load at a time. Errors: what `load` throws; nothing is held then. */
  get(state: string, load: Load<T>): Promise<T> {
    if (this.held?.state === state) return this.held.value;
    if (this.waiting) {
      Object.assign(this.waiting, { state, load });
      return this.waiting.value;
    }
    const waiting: Waiting<T> = { state, load, value: this.after(this.held?.value) };
    this.waiting = waiting;
    return waiting.value;
  }

  private async after(held: Promise<T> | undefined): Promise<T> {
    await held?.catch(() => undefined);
    const begun = this.waiting!;
    [this.held, this.waiting] = [begun, null];
    return begun.load().catch((error: unknown) => {
      if (this.held === begun) this.held = null;
      throw error;
    });
  }
}
