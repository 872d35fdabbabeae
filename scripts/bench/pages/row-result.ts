import { quantile } from '../measure.js';
import { SERVER_NAMES, type ServerName } from './contenders.js';
import type { Row, RowName } from './rows.js';
import { P99, TARGETS } from './targets.js';

/** One server at saturation in one round. */
export interface Round {
  requests: number;
  seconds: number;
  cpuSeconds: number;
}

/** 99 of 100 answers came within `p99Ms`, when so many a second were due. */
export interface Steady {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

interface Figures {
  perSecond: number;
  cpuMicroseconds: number;
  /** Share of its core that the server used: near 1, or something else was the limit. */
  busy: number;
}

export interface RowResult extends Record<ServerName, Figures> {
  name: RowName;
  title: string;
  /** Requests per second, as a share of the limit's: the median of the rounds, as all of these. */
  ofLimit: number;
  /** How many times the textbook's requests per second. */
  ofTextbook: number;
  /** The same by CPU per request, which what else the machine does changes less. */
  cpuOfLimit: number;
  cpuOfTextbook: number;
  steady: Record<'shop' | 'limit', Steady>;
}

export type Rounds = Record<ServerName, Round[]>;

const median = (values: readonly number[]) => quantile(values, 0.5);
const round = (value: number, digits: number) => Number(value.toFixed(digits));
const rateOf = ({ requests, seconds }: Round) => requests / seconds;
const perCpuSecond = ({ requests, cpuSeconds }: Round) => requests / cpuSeconds;

/** `rounds.shop[n]`, `rounds.limit[n]` and `rounds.textbook[n]` were measured one after the other. */
export function rowResult({ name, title }: Row, rounds: Rounds, steady: RowResult['steady']): RowResult {
  const ratio = (other: ServerName, speed: (one: Round) => number) =>
    round(median(rounds.shop.map((one, nth) => speed(one) / speed(rounds[other][nth]!))), 3);
  const figures = SERVER_NAMES.map((server) => [server, figuresOf(rounds[server])] as const);
  return {
    name,
    title,
    ...(Object.fromEntries(figures) as Record<ServerName, Figures>),
    ofLimit: ratio('limit', rateOf),
    ofTextbook: ratio('textbook', rateOf),
    cpuOfLimit: ratio('limit', perCpuSecond),
    cpuOfTextbook: ratio('textbook', perCpuSecond),
    steady,
  };
}

const figuresOf = (rounds: readonly Round[]): Figures => ({
  perSecond: round(median(rounds.map(rateOf)), 0),
  cpuMicroseconds: round(1e6 / median(rounds.map(perCpuSecond)), 1),
  busy: round(median(rounds.map(({ cpuSeconds, seconds }) => cpuSeconds / seconds)), 2),
});

const BUSY = 0.9;

/** A server that did not use up its core was not what was measured. */
export const isIdle = ({ busy }: { busy: number }): boolean => busy < BUSY;

/**
 * The ratios that a row is judged by from day to day: of requests per second, or, where the shop waited for something else,
 * of CPU per request, as requests per second are then those of the something.
 */
export const judgedRatios = ({ shop, ...row }: RowResult): Pick<RowResult, 'ofLimit' | 'ofTextbook'> =>
  isIdle(shop)
    ? { ofLimit: row.cpuOfLimit, ofTextbook: row.cpuOfTextbook }
    : { ofLimit: row.ofLimit, ofTextbook: row.ofTextbook };

/** Which of its targets a row reaches. */
export function heldBy({ name, ofLimit, ofTextbook, steady: { shop, limit } }: RowResult) {
  const target = TARGETS[name];
  return {
    ofLimit: ofLimit >= target.ofLimit,
    ofTextbook: ofTextbook >= target.ofTextbook,
    p99: shop.p99Ms <= Math.max(P99.ms, P99.timesLimit * limit.p99Ms),
  };
}
