interface Beat {
  beat: number;
  /** By `performance.now()` of this process. */
  at: number;
}

/** Enough for twenty seconds; a replica that is further behind is of no use. */
const MOST_KNOWN = 100;

/**
 * Which moment of this process a beat of the writer's stands for. Clocks of two machines are never compared: what a replica
 * shows is a number, and this process knows itself when it asked the writer for that number.
 */
export class Beats {
  private known: Beat[] = [];

  /** `beat` is committed on the writer after the moment `at`: whoever has it has all that was committed until then. */
  note(beat: number, at: number): void {
    const newest = this.known.at(-1);
    // Another server has become the writer, and does not know the last beats of the one before.
    if (newest && beat < newest.beat) this.known = [];
    this.known.push({ beat, at });
    if (this.known.length > MOST_KNOWN) this.known.shift();
  }

  /** A server that shows this beat has all that was committed until the moment answered; -Infinity when nobody knows. */
  momentOf(beat: number): number {
    return this.known.findLast((one) => one.beat <= beat)?.at ?? -Infinity;
  }
}
