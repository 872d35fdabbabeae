import type { Rush } from './rush.js';

export interface OrdersRound {
  shop: Rush;
  sql: Rush;
}

const cell = (value: number, digits: number): string => value.toFixed(digits).padStart(9);
const row = (name: string, { perSecond, p50Ms, p99Ms, cpuMs }: Rush): string =>
  `${name.padEnd(16)}${cell(perSecond, 0)}${cell(p50Ms, 1)}${cell(p99Ms, 1)}${cell(cpuMs, 2)}`;

/** What share of the bare SQL's throughput the shop reaches, and of its p99. */
export const shares = ({ shop, sql }: OrdersRound) => ({
  throughput: shop.perSecond / sql.perSecond,
  p99: sql.p99Ms / shop.p99Ms,
});

/** Orders a second, milliseconds of an order, milliseconds of CPU of this process for one; best and worst share at the end. */
export function ordersTable(rounds: readonly OrdersRound[]): string {
  const throughputs = rounds.map((round) => shares(round).throughput).toSorted((a, b) => a - b);
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    `${''.padEnd(16)}${['orders/s', 'p50 ms', 'p99 ms', 'CPU ms'].map((name) => name.padStart(9)).join('')}`,
    ...rounds.flatMap(({ shop, sql }) => [row('the shop', shop), row('its SQL, bare', sql)]),
    `the shop places ${percent(throughputs[0]!)} to ${percent(throughputs.at(-1)!)} of what its SQL alone would allow`,
  ].join('\n');
}
