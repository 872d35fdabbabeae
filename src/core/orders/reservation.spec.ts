import { describe, expect, it } from 'vitest';
import { endAfterActivity, firstEnd } from './reservation.js';

const minute = (nth: number) => new Date(Date.UTC(2026, 10, 27, 8, nth));

describe('goods that are set aside', () => {
  it('are so for a quarter of an hour, and for another one after each activity', () => {
    expect(firstEnd(minute(0))).toEqual(minute(15));
    expect(endAfterActivity(minute(0), minute(10))).toEqual(minute(25));
  });

  it('are free three quarters of an hour after the order at the latest, however busy somebody is', () => {
    for (const now of [30, 31, 44, 45, 59])
      expect(endAfterActivity(minute(0), minute(now))).toEqual(minute(45));
  });
});
