import type { Minor } from '../../core/money/money.js';

/** Texts of amounts and dates in one language and currency, that of the shop unless another one is asked for. The Intl objects are kept: making one costs more than a page. */
export class Formatters {
  readonly digits: number;
  private readonly amounts: Intl.NumberFormat;
  private readonly days: Intl.DateTimeFormat;
  private readonly shortDays: Intl.DateTimeFormat;
  private readonly calendarDays: Intl.DateTimeFormat;
  private readonly moments: Intl.DateTimeFormat;
  private readonly times: Intl.DateTimeFormat;
  private readonly distances: Intl.RelativeTimeFormat;

  /** Of other currencies. */
  private readonly others = new Map<string, Formatters>();

  constructor(
    private readonly language: string,
    readonly currency: string,
    private readonly timeZone: string,
  ) {
    this.amounts = new Intl.NumberFormat(language, { style: 'currency', currency });
    this.digits = this.amounts.resolvedOptions().maximumFractionDigits ?? 2;
    this.days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
    this.shortDays = new Intl.DateTimeFormat(language, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone,
    });
    this.calendarDays = new Intl.DateTimeFormat(language, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
    this.moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    this.times = new Intl.DateTimeFormat(language, {
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    });
    this.distances = new Intl.RelativeTimeFormat(language);
  }

  /** The same texts with amounts in another currency. */
  in(currency: string): Formatters {
    if (currency === this.currency) return this;
    const known = this.others.get(currency);
    if (known) return known;
    const other = new Formatters(this.language, currency, this.timeZone);
    this.others.set(currency, other);
    return other;
  }

  /** `1999` becomes `$19.99`. */
  readonly money = (amount: Minor): string => this.amounts.format(amount / 10 ** this.digits);

  /** `1999` becomes `19.99`: for fields and for Shopify's JSON. */
  readonly plainMoney = (amount: Minor): string => (amount / 10 ** this.digits).toFixed(this.digits);

  /** `November 21, 2026`. */
  readonly date = (date: Date): string => this.days.format(date);

  /** `Sat, Nov 21`. */
  readonly shortDate = (date: Date): string => this.shortDays.format(date);

  /** A day without a time, `2026-11-21`, becomes `Sat, Nov 21` in every time zone. */
  readonly calendarDay = (day: string): string => this.calendarDays.format(new Date(`${day}T00:00:00Z`));

  /** `2:32 PM UTC`. */
  readonly time = (date: Date): string => this.times.format(date);

  readonly dateTime = (date: Date): string => this.moments.format(date);

  /**
   * How long before `now`: `5 minutes ago`, `3 hours ago`, `4 days ago`, and after a week the date. No time of day: a
   * reader in another time zone than the shop's would take it for theirs.
   */
  readonly ago = (date: Date, now: Date): string => {
    const minutes = Math.max(0, Math.floor((now.getTime() - date.getTime()) / 60_000));
    if (minutes < 60) return this.distances.format(-minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return this.distances.format(-hours, 'hour');
    const days = Math.floor(hours / 24);
    return days <= 7 ? this.distances.format(-days, 'day') : this.date(date);
  };
}
