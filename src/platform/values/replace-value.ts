import { setTimeout as pause } from 'node:timers/promises';
import { UnavailableError } from '../errors/shop-error.js';
import type { ValueStore } from './value-store.js';

/** Tries when somebody else was faster, and the longest pause before the next one, in milliseconds. */
const MOST_TRIES = 25;
const LONGEST_PAUSE_MS = 40;

/** What to store instead of what was read (null: leave it), and what to answer once that is done. */
export interface Replacement<T> {
  text: string | null;
  lifeMs: number;
  answer: T;
}

/**
 * Reads, changes and puts a value until nobody else was faster. `make` gets the text as it is, or null, and may run
 * several times. Errors: UnavailableError when others are faster all the time (nothing is stored then), and the store's.
 */
export async function replaceValue<T>(
  store: ValueStore,
  key: string,
  make: (text: string | null) => Replacement<T> | Promise<Replacement<T>>,
): Promise<T> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const found = await store.get(key);
    const { text, lifeMs, answer } = await make(found?.text ?? null);
    if (text === null || (await store.put(key, text, found?.version ?? null, lifeMs))) return answer;
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
  }
  throw new UnavailableError('errors.store_away');
}
