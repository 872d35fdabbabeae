import { NoAnswerError, UnavailableError } from '../../platform/errors/shop-error.js';

/** For work of which something is done for good before a store can go away: that is what the page says then. */
export async function orSay<T>(messageKey: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UnavailableError ? new UnavailableError(messageKey) : error;
  }
}

/** For a change that may have been made although no answer came: the page must not say that nothing was changed. */
export async function orUnsure<T>(messageKey: string, change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw error instanceof NoAnswerError ? new UnavailableError(messageKey) : error;
  }
}
