/** After a command ran into its deadline, others fail at once for this long instead of queueing up behind it. */
export const BREAK_MS = 1000;

/** Open for a second after a command ran into its deadline, unless it is tripped again or reset before. */
export class Breaker {
  private openUntil = 0;

  get isOpen(): boolean {
    return Date.now() < this.openUntil;
  }

  trip(): void {
    this.openUntil = Date.now() + BREAK_MS;
  }

  /** The server was heard again. */
  reset(): void {
    this.openUntil = 0;
  }
}
