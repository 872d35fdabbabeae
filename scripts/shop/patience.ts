import { setTimeout as pause } from 'node:timers/promises';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';

/** A command has just begun to connect to Redis; a shop that is open answers within this time. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

/** Asks until there is an answer, or the patience is over. Errors: UnavailableError. Only for what may be asked twice. */
export async function patiently<T>(question: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof UnavailableError) || performance.now() > end) throw error;
      await pause(PAUSE_MS);
    }
  }
}
