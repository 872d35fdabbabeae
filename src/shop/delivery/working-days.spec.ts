import { describe, expect, it } from 'vitest';
import { addWorkingDays, calendarDay } from './working-days.js';

describe('delivery days', () => {
  it.each([
    ['2026-11-20', 1, '2026-11-23'], // Friday to Monday
    ['2026-11-21', 1, '2026-11-23'], // Saturday to Monday
    ['2026-11-22', 1, '2026-11-23'], // Sunday to Monday
    ['2026-11-23', 5, '2026-11-30'], // a whole week
    ['2028-02-28', 1, '2028-02-29'], // leap day
    ['2026-12-31', 2, '2027-01-04'], // over the year, over a weekend
    ['2026-11-23', 0, '2026-11-23'],
  ])('%s and %d working days is %s', (day, days, expected) =>
    expect(addWorkingDays(day, days)).toBe(expected),
  );

  it('begin with the day it is in the shop, not at the server', () => {
    const moment = new Date('2026-11-21T23:30:00Z');
    expect(calendarDay(moment, 'UTC')).toBe('2026-11-21');
    expect(calendarDay(moment, 'Europe/Berlin')).toBe('2026-11-22');
    expect(calendarDay(moment, 'Pacific/Auckland')).toBe('2026-11-22');
    expect(calendarDay(moment, 'America/Los_Angeles')).toBe('2026-11-21');
  });
});
