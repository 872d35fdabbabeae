import { momentOf } from './calendar.js';

const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2}))?$/;

/**
 * The moment at which the clocks of `timeZone` show `text` (`2026-11-27` is its midnight, or `2026-11-27 09:30`); null for a text
 * that is no such time.
 */
export function zonedTime(text: string, timeZone: string): Date | null {
  const [, day = '', hours = '0', minutes = '0'] = WRITTEN.exec(text.trim()) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  if (day === '' || !isDay || Number(hours) > 23 || Number(minutes) > 59) return null;
  return momentOf({ day, minutes: Number(hours) * 60 + Number(minutes) }, timeZone);
}
