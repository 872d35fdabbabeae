const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?$/;

/** By how much the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(ms / 1000) * 1000;
}

/**
 * The moment at which the clocks of `timeZone` show `text` (`2026-11-27` is its midnight, or `2026-11-27 09:30`); null for a text
 * that is no such time. Of an hour that comes twice, the first one; in an hour that is left out, as if the clocks had not
 * been changed yet.
 */
export function zonedTime(text: string, timeZone: string): Date | null {
  const match = WRITTEN.exec(text.trim());
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const isReal =
    new Date(local).toISOString().startsWith(text.trim().slice(0, 10)) && hour < 24 && minute < 60;
  if (!isReal) return null;
  const [before, after] = [local - 86_400_000, local + 86_400_000].map((ms) => offsetAt(ms, timeZone));
  const candidates = [...new Set([before!, after!])].map((offset) => local - offset);
  const shown = candidates.filter((ms) => ms + offsetAt(ms, timeZone) === local);
  return new Date(shown.length > 0 ? Math.min(...shown) : local - before!);
}
