/** What a request was about, by its address; `order`: the last button. */
export type Kind = 'catalogue' | 'cart' | 'account' | 'checkout' | 'order';

/** One request and what became of it. */
export interface Sample {
  /** Milliseconds since the shop opened at which it was to be sent. */
  at: number;
  kind: Kind;
  /** It changes nothing, whoever repeats it. */
  isRead: boolean;
  /** 0: there was no answer. */
  status: number;
  /** Milliseconds from `at` to the last byte. */
  ms: number;
}

const KINDS: [RegExp, Kind][] = [
  [/^\/cart\b/, 'cart'],
  [/^\/account\b/, 'account'],
  [/^\/checkout\/orders$/, 'order'],
  [/^\/(checkout|orders)\b/, 'checkout'],
];

export const kindOf = (path: string): Kind =>
  KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'catalogue';

/** No answer, or one that says that the shop could not. */
export const isFailed = ({ status }: Pick<Sample, 'status'>): boolean => status === 0 || status >= 500;

/** The value below which `share` of the values lie; 0 when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** How many failed, by what they were about and what was answered: `cart 503`. */
export function failures(samples: readonly Sample[]): Record<string, number> {
  const failed = Map.groupBy(
    samples.filter(isFailed),
    ({ kind, status }) => `${kind} ${status || 'no answer'}`,
  );
  return Object.fromEntries(Array.from(failed, ([name, all]) => [name, all.length]));
}

/** Of any samples: how many, how many failed and which part, and how long they took. */
export function summary(samples: readonly Sample[]) {
  const failed = samples.filter(isFailed);
  const times = samples.map(({ ms }) => ms);
  return {
    requests: samples.length,
    failed: failed.length,
    failedReads: failed.filter(({ isRead }) => isRead).length,
    failedShare: samples.length === 0 ? 0 : failed.length / samples.length,
    p99: quantile(times, 0.99),
    p999: quantile(times, 0.999),
    longest: times.reduce((most, ms) => Math.max(most, ms), 0),
  };
}

/** What the requests were about: `catalogue 85 %, cart 8 %`. */
export function mixOf(samples: readonly Sample[]): string {
  const kinds = [...Map.groupBy(samples, ({ kind }) => kind)];
  return kinds
    .map(([kind, all]) => `${kind} ${Math.round((100 * all.length) / samples.length)} %`)
    .join(', ');
}
