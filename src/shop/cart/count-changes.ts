import { ConflictError, UnavailableError } from '../../platform/errors/shop-error.js';
import { countCartChange } from '../../platform/metrics/counters.js';

/** Counts how a change of a cart ended, unless it comes to null: then it will be tried again. */
export async function countingChange<T extends { ok: boolean } | null>(change: Promise<T>): Promise<T> {
  try {
    const reply = await change;
    if (reply) countCartChange(reply.ok ? 'changed' : 'refused');
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
