/** A day of the calendar without a time: `2026-11-23`. */
export type CalendarDay = string;

/** What a clock on the wall shows somewhere. `minutes` since midnight. */
export interface LocalTime {
  day: CalendarDay;
  minutes: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Making one takes longer than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const digits = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, ...digits, hourCycle: 'h23' });
  formats.set(timeZone, format);
  return format;
}

export function localTime(moment: Date, timeZone: string): LocalTime {
  const parts = formatOf(timeZone).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** The day it is at `moment` in `timeZone`. */
export const calendarDay = (moment: Date, timeZone: string): CalendarDay => localTime(moment, timeZone).day;

/**
 * The moment at which clocks in `timeZone` show this. Of an hour that comes twice, the first one; in an hour that is left out,
 * as if the clocks had not been changed yet.
 */
export function momentOf({ day, minutes }: LocalTime, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  const aheadAt = (moment: number): number => {
    const shown = localTime(new Date(moment), timeZone);
    return Date.parse(`${shown.day}T00:00:00Z`) + shown.minutes * MINUTE_MS - moment;
  };
  // Clocks are changed once in two days at most: one of the two is by how much they are ahead then.
  const [before, after] = [aheadAt(wanted - DAY_MS), aheadAt(wanted + DAY_MS)];
  const shown = [before, after]
    .map((ahead) => wanted - ahead)
    .filter((moment) => moment + aheadAt(moment) === wanted);
  return new Date(shown.length > 0 ? Math.min(...shown) : wanted - before);
}

export const addDays = (day: CalendarDay, days: number): CalendarDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Monday to Friday, holidays left out. */
export const isWorkingDay = (day: CalendarDay, holidays: ReadonlySet<CalendarDay>): boolean =>
  new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0 && !holidays.has(day);

/** `days` working days after `day`; a Saturday and 1 is Monday. 0 or more days. */
export function addWorkingDays(
  day: CalendarDay,
  days: number,
  holidays: ReadonlySet<CalendarDay> = new Set(),
): CalendarDay {
  let reached = day;
  for (let left = days; left > 0;) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached, holidays)) left -= 1;
  }
  return reached;
}
