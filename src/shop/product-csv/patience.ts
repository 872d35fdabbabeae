const MOST_FAILURES_IN_A_ROW = 10;

/** Gives up on what fails again and again: a server that is away would hold up an import for hours. */
export class Patience {
  private failuresInARow = 0;

  /** Errors: those of `load`, and one that says that it was not tried any more. */
  async try<T>(load: () => Promise<T>): Promise<T> {
    if (this.failuresInARow >= MOST_FAILURES_IN_A_ROW)
      throw new Error(`not tried, after ${MOST_FAILURES_IN_A_ROW} failures in a row`);
    this.failuresInARow += 1;
    const loaded = await load();
    this.failuresInARow = 0;
    return loaded;
  }
}
