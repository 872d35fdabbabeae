import { describe, expect, it } from 'vitest';
import { addMilliseconds, countTrip, serverTiming, withRequestStats } from './request-stats.js';

describe('request statistics', () => {
  it('count the round trips of one request, across its awaits', async () => {
    await withRequestStats(async (stats) => {
      countTrip('redis', 'session', 0.4);
      await Promise.resolve();
      countTrip('db', 'db', 1.26);
      countTrip('db', 'db', 1);
      addMilliseconds('render', 2);
      expect(serverTiming(stats)).toBe(
        'session;dur=0.4, render;dur=2.0, db;dur=2.3;desc="2", redis;desc="1"',
      );
    });
  });

  it('ignore work that belongs to no request', () => {
    expect(() => countTrip('db', 'db', 1)).not.toThrow();
  });
});
