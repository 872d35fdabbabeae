import { setTimeout as pause } from 'node:timers/promises';
import { productOf, USUAL_LENGTH } from './product.js';

interface Behaviour {
  takesMs: number;
  version: number;
  isFailing: boolean;
  /** Knows none of them. */
  isEmpty: boolean;
  /** Characters of a description. */
  length: number;
}

/** What values are loaded from: counts, takes its time, changes, fails and waits as it is told. */
export class Source {
  /** Moments of all loads, of `performance.now()`. */
  readonly loads: { name: string; at: number }[] = [];
  private readonly behaviour: Behaviour = {
    takesMs: 20,
    version: 1,
    isFailing: false,
    isEmpty: false,
    length: USUAL_LENGTH,
  };
  private held: { hasBegun: () => void; release: Promise<void> } | null = null;

  behave(changes: Partial<Behaviour>): void {
    Object.assign(this.behaviour, changes);
  }

  /** The next load has read its value and does not come back until it is released. */
  holdNext(): { begun: Promise<void>; release: () => void } {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    this.held = { hasBegun: begun.resolve, release: gate.promise };
    return { begun: begun.promise, release: gate.resolve };
  }

  async load(name: string): Promise<unknown> {
    this.loads.push({ name, at: performance.now() });
    const { takesMs, version, isFailing, isEmpty, length } = this.behaviour;
    const { held } = this;
    this.held = null;
    held?.hasBegun();
    if (held) await held.release;
    else if (takesMs > 0) await pause(takesMs);
    if (isFailing) throw new Error('the source is away');
    return isEmpty ? null : productOf(name, version, length);
  }
}
