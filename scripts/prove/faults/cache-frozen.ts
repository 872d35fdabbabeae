import { setTimeout as pause } from 'node:timers/promises';
import { judgeLostCache, timesStatements } from './cache-flushed.js';
import type { Fault } from './fault.js';

const FROZEN_MS = 8000;

/** The cache keeps every connection, and says nothing. */
export const cacheFrozen: Fault = {
  name: 'cache Redis is frozen',
  deed({ topology: { stores, databases } }) {
    const { cache } = stores;
    return timesStatements(databases, async () => {
      await cache.freeze();
      await pause(FROZEN_MS);
      cache.thaw();
    });
  },
  judge: ({ figures, samples }) => [judgeLostCache('cache Redis frozen', figures, samples)],
};
