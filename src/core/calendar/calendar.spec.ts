import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, calendarDay, isWorkingDay, localTime, momentOf } from './calendar.js';

const ZONES = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata'];

describe('working days', () => {
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

  it('leave holidays out', () => {
    const holidays = new Set(['2026-11-26', '2026-11-27']);
    expect(addWorkingDays('2026-11-25', 1, holidays)).toBe('2026-11-30');
    expect(isWorkingDay('2026-11-26', holidays)).toBe(false);
  });

  it('begin with the day it is in the shop, not at the server', () => {
    const moment = new Date('2026-11-21T23:30:00Z');
    expect(calendarDay(moment, 'UTC')).toBe('2026-11-21');
    expect(calendarDay(moment, 'Europe/Berlin')).toBe('2026-11-22');
    expect(calendarDay(moment, 'Pacific/Auckland')).toBe('2026-11-22');
    expect(calendarDay(moment, 'America/Los_Angeles')).toBe('2026-11-21');
  });
});

describe('the time in a place', () => {
  it('and the moment are the same, but for the hour that spring leaves out', () => {
    const minutes = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const shown = localTime(new Date(minute * 60_000), zone);
        expect(localTime(momentOf(shown, zone), zone)).toEqual(shown);
      }),
    );
  });

  it('is known on the days on which clocks are changed', () => {
    const noon = (day: string) => momentOf({ day, minutes: 720 }, 'Europe/Berlin').toISOString();
    expect(noon('2026-03-28')).toBe('2026-03-28T11:00:00.000Z');
    expect(noon('2026-03-29')).toBe('2026-03-29T10:00:00.000Z');
    expect(noon('2026-10-25')).toBe('2026-10-25T11:00:00.000Z');
    expect(momentOf({ day: '2026-10-25', minutes: 0 }, 'Europe/Berlin').toISOString()).toBe(
      '2026-10-24T22:00:00.000Z',
    );
  });
});
