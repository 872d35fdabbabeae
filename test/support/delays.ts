/** From so many requests on, a kind is judged by its 95th percentile; of fewer, one slow one would decide. */
const ENOUGH = 20;

/** The time that so many of a thousand do not take longer than. */
export function perMille(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 1000) - 1)]!;
}

/** What a kind of request usually takes: the 95th percentile, or the median of fewer than 20. */
export const usualTime = (times: readonly number[]): number =>
  perMille(times, times.length >= ENOUGH ? 950 : 500);
