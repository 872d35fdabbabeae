import { UnavailableError } from '../../platform/errors/shop-error.js';
import { countCartChange } from '../../platform/metrics/counters.js';

/** Counts how a change of a cart ended. `reply` without `ok` is one that cannot be refused. */
export async function countingChange<T>(change: Promise<T>): Promise<T> {
  try {
    const reply = await change;
    const isRefused = (reply as { ok?: boolean } | undefined)?.ok === false;
    countCartChange(isRefused ? 'refused' : 'changed');
    return reply;
  } catch (error) {
    if (error instanceof UnavailableError) countCartChange('away');
    throw error;
  }
}
