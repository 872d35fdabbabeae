import { UnavailableError } from '../platform/errors/shop-error.js';

/**
 * Does work that comes after something which cannot be taken back. When the store is away then, the error says what was
 * done (`messageKey`), not that nothing was.
 */
export async function orSay<T>(messageKey: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UnavailableError ? new UnavailableError(messageKey) : error;
  }
}
