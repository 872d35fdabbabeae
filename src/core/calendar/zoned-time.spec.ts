import { describe, expect, it } from 'vitest';
import { zonedTime } from './zoned-time.js';

describe('a time by the clocks of a zone', () => {
  it.each([
    ['2026-11-27', 'UTC', '2026-11-27T00:00:00.000Z'],
    ['2026-11-27 09:30', 'Europe/Berlin', '2026-11-27T08:30:00.000Z'],
    ['2026-07-01T09:30', 'Europe/Berlin', '2026-07-01T07:30:00.000Z'],
    ['2026-11-27', 'America/New_York', '2026-11-27T05:00:00.000Z'],
    ['2026-11-27', 'Pacific/Auckland', '2026-11-26T11:00:00.000Z'],
    // Summer time begins: 02:30 does not exist.
    ['2026-03-29 01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    // It ends: 02:30 comes twice.
    ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2028-02-29', 'UTC', '2028-02-29T00:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, moment) => expect(zonedTime(text, zone)?.toISOString()).toBe(moment));

  it.each(['', 'tomorrow', '2026-02-30', '2026-13-01', '2026-11-27 24:00', '2026-11-27 09:60', '26-11-27'])(
    'is not %j',
    (text) => expect(zonedTime(text, 'UTC')).toBeNull(),
  );
});
