import { UnavailableError } from '../errors/shop-error.js';
import { noteRead, outsideRequest } from '../request/request-stats.js';
import type { CacheService } from './cache.service.js';

const KEEP = { seconds: 600 };

/**
 * What `found` comes to. When its source is away and there is no value in its grace, since a change has taken it away or put it
 * out of reach: what this name came to last, ten minutes older at most, for an hour. Such a read counts as old (`hasOldRead`).
 */
export async function orLastKnown<T>(cache: CacheService, name: string, found: Promise<T>): Promise<T> {
  const last = `last:${name}`;
  try {
    const value = await found;
    const keep = () => cache.getOrLoad(last, KEEP, async () => value);
    if (value !== null) void outsideRequest(() => keep().catch(() => null));
    return value;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    const value = await cache.getOrLoad<T>(last, KEEP, () => Promise.reject(error));
    noteRead(last, value, true);
    return value;
  }
}
