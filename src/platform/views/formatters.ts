import type { Minor } from '../../core/money/money.js';
import { ByLanguage } from '../language/by-language.js';
import { localeTag } from '../language/locales.js';
import { type DateFormats, dateFormats } from './date-formats.js';

/**
 * Texts of amounts and dates in the current language and one currency, that of the shop unless another one is asked for. Examples are
 * in English.
 */
export class Formatters {
  readonly digits: number;
  private readonly amounts: ByLanguage<Intl.NumberFormat>;
  private readonly dates: ByLanguage<DateFormats>;
  /** Of other currencies. */
  private readonly others = new Map<string, Formatters>();

  /** `own`: the shop's own language as BCP 47 names it, `en-US`. */
  constructor(
    private readonly own: string,
    readonly currency: string,
    private readonly timeZone: string,
  ) {
    const tagOf = (language: string | null) => (language === null ? own : localeTag(language));
    this.amounts = new ByLanguage(
      (language) => new Intl.NumberFormat(tagOf(language), { style: 'currency', currency }),
    );
    this.dates = new ByLanguage((language) => dateFormats(tagOf(language), timeZone));
    this.digits = this.amounts.now.resolvedOptions().maximumFractionDigits ?? 2;
  }

  /** The same texts with amounts in another currency. */
  in(currency: string): Formatters {
    if (currency === this.currency) return this;
    const known = this.others.get(currency);
    if (known) return known;
    const other = new Formatters(this.own, currency, this.timeZone);
    this.others.set(currency, other);
    return other;
  }

  /** `1999` becomes `$19.99`. */
  readonly money = (amount: Minor): string => this.amounts.now.format(amount / 10 ** this.digits);

  /** `1999` becomes `19.99` in every language: for fields and for Shopify's JSON. */
  readonly plainMoney = (amount: Minor): string => (amount / 10 ** this.digits).toFixed(this.digits);

  /** `November 21, 2026`. */
  readonly date = (date: Date): string => this.dates.now.days.format(date);

  /** `Sat, Nov 21`. */
  readonly shortDate = (date: Date): string => this.dates.now.shortDays.format(date);

  /** A day without a time, `2026-11-21`, becomes `Sat, Nov 21` in every time zone. */
  readonly calendarDay = (day: string): string =>
    this.dates.now.calendarDays.format(new Date(`${day}T00:00:00Z`));

  /** `2:32 PM UTC`. */
  readonly time = (date: Date): string => this.dates.now.times.format(date);

  readonly dateTime = (date: Date): string => this.dates.now.moments.format(date);

  /**
   * How long before `now`: `5 minutes ago`, `3 hours ago`, `4 days ago`, and after a week the date. No time of day: a
   * reader in another time zone than the shop's would take it for theirs.
   */
  readonly ago = (date: Date, now: Date): string => {
    const { distances } = this.dates.now;
    const minutes = Math.max(0, Math.floor((now.getTime() - date.getTime()) / 60_000));
    if (minutes < 60) return distances.format(-minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return distances.format(-hours, 'hour');
    const days = Math.floor(hours / 24);
    return days <= 7 ? distances.format(-days, 'day') : this.date(date);
  };
}
