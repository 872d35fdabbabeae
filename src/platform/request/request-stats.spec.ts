import { describe, expect, it } from 'vitest';
import {
  addMilliseconds,
  beginConnectionWait,
  beginTrip,
  countStatement,
  forgetConnectionWaits,
  serverTiming,
  withRequestStats,
} from './request-stats.js';

describe('request statistics', () => {
  it('count the round trips of one request, across its awaits', async () => {
    await withRequestStats(async (stats) => {
      beginTrip('session')();
      await Promise.resolve();
      countStatement(1.26);
      countStatement(1);
      addMilliseconds('render', 2);
      expect(serverTiming(stats)).toMatch(
        /^session;dur=\d+\.\d, render;dur=2\.0, db;dur=2\.3;desc="2", redis;desc="1"$/,
      );
    });
  });

  it('count commands that are under way together as one round trip', () => {
    withRequestStats((stats) => {
      const ends = [beginTrip('session'), beginTrip('cart')];
      ends.forEach((end) => end());
      beginTrip('cart')();
      expect(stats.trips.redis).toBe(2);
    });
  });

  it('count waits for connections, those at the same time once, until something is changed', async () => {
    await withRequestStats(async ({ connections }) => {
      const [first, second] = [beginConnectionWait(), beginConnectionWait()];
      expect(first.waited).toBe(0);
      connections.since -= 300;
      first.end();
      expect(beginConnectionWait().waited).toBeGreaterThanOrEqual(300);
      forgetConnectionWaits();
      second.end();
      expect(beginConnectionWait().waited).toBeLessThan(300);
    });
  });

  it('ignore work that belongs to no request', () => {
    expect(() => [countStatement(1), beginTrip('cart')(), beginConnectionWait().end()]).not.toThrow();
  });
});
