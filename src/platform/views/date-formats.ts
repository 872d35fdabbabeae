/** How one language writes days, times and distances of time. The Intl objects are kept: making one costs more than a page. */
export interface DateFormats {
  days: Intl.DateTimeFormat;
  shortDays: Intl.DateTimeFormat;
  calendarDays: Intl.DateTimeFormat;
  moments: Intl.DateTimeFormat;
  times: Intl.DateTimeFormat;
  distances: Intl.RelativeTimeFormat;
}

const SHORT = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const TIME = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** `tag`: a language as BCP 47 names it, such as `de-DE`. Days without a time are the same in every zone. */
export const dateFormats = (tag: string, timeZone: string): DateFormats => ({
  days: new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone }),
  shortDays: new Intl.DateTimeFormat(tag, { ...SHORT, timeZone }),
  calendarDays: new Intl.DateTimeFormat(tag, { ...SHORT, timeZone: 'UTC' }),
  moments: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  times: new Intl.DateTimeFormat(tag, { ...TIME, timeZone }),
  distances: new Intl.RelativeTimeFormat(tag),
});
