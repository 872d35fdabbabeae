import { quantile, together, type Measurement } from './measure.js';

export interface Result {
  scenario: string;
  session: 'none' | 'guest' | 'customer';
  bytes: number;
  shop: Figures;
  bare: Figures;
  /** How many times the bare server's CPU one request of the shop takes: the median of the rounds. */
  cpuRatio: number;
  /** Share of the bare server's requests per second that the shop answers. */
  throughputRatio: number;
}

interface Figures {
  requests: number;
  perSecond: number;
  cpuMicrosecondsPerRequest: number;
  p50Ms: number;
  p99Ms: number;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function figures(measured: Measurement): Figures {
  return {
    requests: measured.requests,
    perSecond: round(measured.requests / measured.seconds, 0),
    cpuMicrosecondsPerRequest: round((measured.cpuSeconds / measured.requests) * 1e6, 1),
    p50Ms: round(quantile(measured.times, 0.5), 2),
    p99Ms: round(quantile(measured.times, 0.99), 2),
  };
}

const cpuOf = (round: Measurement): number => round.cpuSeconds / round.requests;

/** Puts the rounds together; `shop[n]` and `bare[n]` were measured one after the other. */
export function result(
  about: Pick<Result, 'scenario' | 'session' | 'bytes'>,
  shop: readonly Measurement[],
  bare: readonly Measurement[],
): Result {
  const [ours, least] = [figures(together(shop)), figures(together(bare))];
  const ratios = shop.map((one, nth) => cpuOf(one) / cpuOf(bare[nth]!));
  return {
    ...about,
    shop: ours,
    bare: least,
    cpuRatio: round(quantile(ratios, 0.5), 2),
    throughputRatio: round(ours.perSecond / least.perSecond, 3),
  };
}

const COLUMNS = [
  'scenario',
  'session',
  'bytes',
  'req/s',
  'bare',
  'CPU µs',
  'bare',
  'CPU ratio',
  'p50 ms',
  'p99 ms',
];

/** One line per scenario, for people. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ scenario, session, bytes, shop, bare, cpuRatio }) => [
    scenario,
    session,
    bytes,
    shop.perSecond,
    bare.perSecond,
    shop.cpuMicrosecondsPerRequest,
    bare.cpuMicrosecondsPerRequest,
    cpuRatio.toFixed(1),
    shop.p50Ms,
    shop.p99Ms,
  ]);
  const cells = [COLUMNS, ...rows.map((row) => row.map(String))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ');
  return cells.map(line).join('\n');
}
