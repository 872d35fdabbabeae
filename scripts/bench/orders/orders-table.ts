import type { Rush } from './rush.js';

export interface OrdersRound {
  shop: Rush;
  sql: Rush;
}

const cell = (value: number, digits: number): string => value.toFixed(digits).padStart(9);
const row = (name: string, { perSecond, p50Ms, p99Ms, cpuMs }: Rush): string =>
  `${name.padEnd(16)}${cell(perSecond, 0)}${cell(p50Ms, 1)}${cell(p99Ms, 1)}${cell(cpuMs, 2)}`;

/** At least such a share of what its SQL alone would allow is what placing an order is to reach. */
const GOAL = 0.6;

/** What share of the bare SQL's throughput the shop reaches, and how the CPU of this process for one order compares. */
const shares = ({ shop, sql }: OrdersRound) => ({
  throughput: shop.perSecond / sql.perSecond,
  cpu: sql.cpuMs / shop.cpuMs,
});

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Whether the goal is reached, in orders a second and by the median of the rounds: the machine may do other things in one. */
export const isReached = (rounds: readonly OrdersRound[]): boolean =>
  median(rounds.map((round) => shares(round).throughput)) >= GOAL;

/** Orders a second, milliseconds of an order, milliseconds of CPU of this process for one; the shares at the end. */
export function ordersTable(rounds: readonly OrdersRound[]): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const range = (what: 'throughput' | 'cpu') => {
    const all = rounds.map((round) => shares(round)[what]).toSorted((a, b) => a - b);
    return `${percent(all[0]!)} to ${percent(all.at(-1)!)}, ${percent(median(all))} in the middle`;
  };
  return [
    `${''.padEnd(16)}${['orders/s', 'p50 ms', 'p99 ms', 'CPU ms'].map((name) => name.padStart(9)).join('')}`,
    ...rounds.flatMap(({ shop, sql }) => [row('the shop', shop), row('its SQL, bare', sql)]),
    `of what its SQL alone would allow, the shop places ${range('throughput')}; ${percent(GOAL)} is the goal: ${isReached(rounds) ? 'reached' : 'MISSED'}`,
    `by the CPU of its process it would be ${range('cpu')}`,
  ].join('\n');
}
