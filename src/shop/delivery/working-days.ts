/** A day of the calendar without a time: `2026-11-23`. */
export type CalendarDay = string;

/** The day it is at `moment` in `timeZone`. */
export function calendarDay(moment: Date, timeZone: string): CalendarDay {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(moment);
}

/** `days` working days (Monday to Friday) after `day`; a Saturday and 1 is Monday. 0 or more days. */
export function addWorkingDays(day: CalendarDay, days: number): CalendarDay {
  const date = new Date(`${day}T00:00:00Z`);
  for (let left = days; left > 0;) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (date.getUTCDay() % 6 !== 0) left -= 1;
  }
  return date.toISOString().slice(0, 10);
}
