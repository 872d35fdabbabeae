import { describe, expect, it } from 'vitest';
import { Formatters } from './formatters.js';

describe('formatters', () => {
  const us = new Formatters('en-US', 'USD', 'UTC');

  it('write amounts of minor units', () => {
    expect(us.money(123_456)).toBe('$1,234.56');
    expect(us.plainMoney(5)).toBe('0.05');
  });

  it('know currencies without and with three decimals', () => {
    expect(new Formatters('en-US', 'JPY', 'UTC').plainMoney(1200)).toBe('1200');
    expect(new Formatters('en-US', 'KWD', 'UTC').plainMoney(1200)).toBe('1.200');
  });

  it('show the day of the shop, not of the server', () => {
    const lateEvening = new Date('2026-11-21T23:30:00Z');
    expect(new Formatters('en-US', 'USD', 'Pacific/Auckland').shortDate(lateEvening)).toBe('Sun, Nov 22');
    expect(us.date(lateEvening)).toBe('November 21, 2026');
  });

  it('show a calendar day as that day, wherever the shop is', () => {
    expect(new Formatters('en-US', 'USD', 'Pacific/Auckland').calendarDay('2026-11-21')).toBe('Sat, Nov 21');
    expect(new Formatters('en-US', 'USD', 'America/Los_Angeles').calendarDay('2026-11-21')).toBe(
      'Sat, Nov 21',
    );
  });

  it.each([
    ['2026-11-21T12:00:00Z', '0 minutes ago'],
    ['2026-11-21T12:00:30Z', '0 minutes ago'],
    ['2026-11-21T11:59:00Z', '1 minute ago'],
    ['2026-11-21T11:00:01Z', '59 minutes ago'],
    ['2026-11-21T11:00:00Z', '1 hour ago'],
    ['2026-11-19T12:00:01Z', '47 hours ago'],
    ['2026-11-19T12:00:00Z', '2 days ago'],
    ['2026-11-13T12:00:01Z', '7 days ago'],
    ['2026-11-13T12:00:00Z', 'November 13, 2026'],
  ])('say how long ago %s is', (then, text) => {
    expect(us.ago(new Date(then), new Date('2026-11-21T12:00:00Z'))).toBe(text);
  });
});
