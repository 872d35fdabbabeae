import { ConflictError, UnavailableError } from '../../platform/errors/shop-error.js';
import { countCartChange } from '../../platform/metrics/counters.js';

/** Counts how a change of a cart ended. `reply` without `ok` is one that cannot be refused. */
export async function countingChange<T>(change: Promise<T>): Promise<T> {
  try {
    const reply = await change;
    const isRefused = (reply as { ok?: boolean } | undefined)?.ok === false;
    countCartChange(isRefused ? 'refused' : 'changed');
    return reply;
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome) countCartChange(outcome);
    throw error;
  }
}

/** Null for a bug: it is no way in which a change ends. */
function outcomeOf(error: unknown): 'away' | 'ended' | 'refused' | null {
  if (error instanceof UnavailableError) return 'away';
  if (!(error instanceof ConflictError)) return null;
  return error.messageKey === 'errors.session_ended' ? 'ended' : 'refused';
}
