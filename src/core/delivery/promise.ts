import {
  addDays,
  addWorkingDays,
  isWorkingDay,
  localTime,
  momentOf,
  type CalendarDay,
  type LocalTime,
} from '../calendar/calendar.js';
import type { DeliveryRules, Handling } from './delivery-rules.js';

/**
 * The day on which what is ordered at `now` is ready. The day of the order counts when it is a working day and the cut-off has
 * not come; from the minute of the cut-off on it is the next working day's order.
 */
export function readyDay(
  handling: Handling,
  now: LocalTime,
  holidays: ReadonlySet<CalendarDay>,
): CalendarDay {
  const isToday = isWorkingDay(now.day, holidays) && now.minutes < handling.cutOffMinutes;
  const begun = isToday ? now.day : addWorkingDays(now.day, 1, holidays);
  return addWorkingDays(begun, handling.handlingDays, holidays);
}

/**
 * The next moment at which a promise may become another one: a cut-off, or midnight in the shop. What is shown of promises is
 * good until then.
 */
export function promisesEnd({ zones, pickups }: DeliveryRules, now: Date, timeZone: string): Date {
  const all = [...zones.flatMap(({ methods }) => methods), ...pickups];
  const today = localTime(now, timeZone).day;
  const ends = [...new Set(all.map(({ cutOffMinutes }) => cutOffMinutes))]
    .map((minutes) => ({ day: today, minutes }))
    .concat({ day: addDays(today, 1), minutes: 0 })
    .map((time) => momentOf(time, timeZone).getTime())
    .filter((moment) => moment > now.getTime());
  return new Date(Math.min(...ends));
}
