import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './answer.js';
import { type Held, MemoryTier } from './memory-tier.js';

/** That values which were read together are what is served, and until when at most. */
export interface Standing {
  /** Of what is held. */
  edition: number;
  /** A moment of `performance.now()`. */
  until: number;
}

/** A read that is under way. */
export interface Flight {
  name: string;
  /** The value has changed since: what comes back goes to those who asked before, and is not held. */
  isCut: boolean;
}

const MOST_BYTES = 32 * 2 ** 20;
/** A value is served without asking L2 for so long where nobody knows of changes; else for as long as it is fresh. */
const UNHEARD_TRUST_MS = 1000;
/** Values of pages that are asked for count as asked for too, or they would be the first to go. */
const LOOK_AGAIN_MS = 1000;

/** What one process holds and has under way: L1 and the single flight. */
export class LocalReads {
  private readonly memory = new MemoryTier(MOST_BYTES);
  private readonly running = new Map<string, Promise<Answer>>();
  private readonly flights = new Set<Flight>();

  /** `isCurrent`: whether this process has heard of all changes up to now. */
  constructor(private readonly isCurrent: () => boolean) {}

  /** What is held, perhaps only good for its grace. */
  find(name: string): Held | undefined {
    return this.memory.get(name);
  }

  isTrusted(held: Held): boolean {
    return this.trustEnds(held) > performance.now();
  }

  /** As far as this process can know now. */
  private trustEnds({ since, trustedUntil }: Held): number {
    return this.isCurrent() ? trustedUntil : Math.min(trustedUntil, since + UNHEARD_TRUST_MS);
  }

  /**
   * Null when one of these values, each as it was read, is not what is served now. `known`: the answer before, which
   * stands as long as nothing else is held.
   */
  standing(reads: ReadonlyMap<string, unknown>, known: Standing | null): Standing | null {
    const [now, { edition }] = [performance.now(), this.memory];
    if (known?.edition === edition && now < known.until && this.isCurrent()) return known;
    const until = this.servedUntil(reads);
    return until > now ? { edition, until: Math.min(until, now + LOOK_AGAIN_MS) } : null;
  }

  private servedUntil(reads: ReadonlyMap<string, unknown>): number {
    let until = Infinity;
    for (const [name, value] of reads) {
      const held = this.find(name);
      if (!held || held.value !== value) return 0;
      until = Math.min(until, this.trustEnds(held));
    }
    return until;
  }

  /** One read of a name at a time: later callers get the answer of the first, until it is in place. */
  share(name: string, read: () => Promise<Answer>): Promise<Answer> {
    const running = this.running.get(name);
    if (running) return running;
    const answer = this.fly(name, read, () => {
      if (this.running.get(name) === answer) this.running.delete(name);
    });
    this.running.set(name, answer);
    return answer;
  }

  /** A read of its own, which waits for no other one. Its answer is held, unless it was cut. */
  async fly(name: string, read: () => Promise<Answer>, onEnd = () => {}): Promise<Answer> {
    const flight = { name, isCut: false };
    this.flights.add(flight);
    const end = () => {
      this.flights.delete(flight);
      onEnd();
    };
    try {
      const answer = this.asHeld(flight, await read());
      void this.hold(flight, answer).finally(end);
      return answer;
    } catch (error) {
      end();
      throw error;
    }
  }

  /**
   * A value that is read anew and has not changed stays the one that is held: what was made of it stands. Else one that
   * many pages share would make all of them anew at the end of each of its lives.
   */
  private asHeld({ name }: Flight, answer: Answer): Answer {
    const held = this.memory.get(name);
    return held && isDeepStrictEqual(held.value, answer.value) ? { ...answer, value: held.value } : answer;
  }

  /** At once: what has changed meanwhile is told, and cut. When L2 says so before, the next reader asks anew. */
  private async hold(flight: Flight, answer: Answer): Promise<void> {
    this.put(flight, answer, answer.trustedMs);
    if ((await answer.stored) === false) this.put(flight, answer, 0);
  }

  private put({ name, isCut }: Flight, { value, graceMs, textLength }: Answer, trustedMs: number): void {
    if (isCut) return;
    const since = performance.now();
    this.memory.set(
      name,
      { value, since, trustedUntil: since + trustedMs, graceUntil: since + graceMs },
      textLength,
    );
  }

  /** The value has changed: nothing that was read before is held, or given to who asks from now on. */
  cut(name: string): void {
    this.memory.delete(name);
    this.running.delete(name);
    for (const flight of this.flights) if (flight.name === name) flight.isCut = true;
  }

  /** Changes may have been missed, also of what is being read. */
  distrust(): void {
    this.memory.distrust();
    this.running.clear();
    for (const flight of this.flights) flight.isCut = true;
  }
}
