import { quantile } from '../measure.js';
import {
  SERVER_NAMES,
  startLimit,
  startShop,
  startTextbook,
  takeModels,
  type Contender,
  type ServerName,
  type Setting,
} from './contenders.js';
import type { Shot } from './load-connection.js';
import { measureStarts, type Starts } from './first-page.js';
import { rowResult, type Round, type Rounds, type RowResult, type Steady } from './row-result.js';
import type { Row, RowName } from './rows.js';

export interface Plan {
  /** What is measured; all are prepared. */
  names: readonly RowName[];
  rounds: number;
  /** Of one row and server, in each round. */
  seconds: number;
  warmUpSeconds: number;
  /** Of requests that arrive evenly, for one row and server. */
  steadySeconds: number;
  /** How often a process is started for its first page. */
  starts: number;
  say: (line: string) => void;
}

export interface PagesResult {
  isPinned: boolean;
  /** `bytes`: of the body of an answer. */
  rows: (RowResult & { bytes: number })[];
  starts: Starts;
  /** Highest resident memory after a round, in megabytes. */
  memoryMb: Record<'shop' | 'textbook', number>;
}

type Contenders = Record<ServerName, Contender>;
type Shots = Record<ServerName, readonly Shot[]>;

const MEMORY_OF = ['shop', 'textbook'] as const;

/**
 * Measures each row on the shop, on a bare server that sends the same bytes, and on the textbook's shop, by turns in
 * rounds, so that a machine that slows down slows all of them.
 * Errors: an answer with another status than the row says, a textbook page of another size.
 */
export async function runPages(setting: Setting, plan: Plan): Promise<PagesResult> {
  takeModels(setting);
  const shop = await startShop(setting);
  const textbook = await startTextbook(setting, shop.process);
  const contenders = { shop, textbook, limit: await startLimit(setting) };
  const memoryMb = { shop: 0, textbook: 0 };
  const rows: PagesResult['rows'] = [];
  for (const row of setting.rows.filter(({ name }) => plan.names.includes(name))) {
    plan.say(row.title);
    rows.push({ bytes: shop.bytes.get(row.name)!, ...(await measureRow(row, contenders, plan)) });
    for (const name of MEMORY_OF)
      memoryMb[name] = Math.max(memoryMb[name], Math.round(contenders[name].process.residentMb()));
  }
  await Promise.all(Object.values(contenders).map(close));
  plan.say('first pages');
  const starts = await measureStarts(setting, setting.rows[0]!.request.path, plan.starts);
  return { isPinned: setting.core !== null, rows, starts, memoryMb };
}

async function measureRow(row: Row, contenders: Contenders, plan: Plan): Promise<RowResult> {
  const rounds: Rounds = { shop: [], limit: [], textbook: [] };
  const shots = await shotsOfAll(row, contenders);
  for (const name of SERVER_NAMES) await saturate(contenders[name], shots[name], plan.warmUpSeconds);
  for (let round = 0; round < plan.rounds; round += 1)
    for (const name of SERVER_NAMES)
      rounds[name].push(await saturate(contenders[name], shots[name], plan.seconds));
  const steady = async (name: 'shop' | 'limit') => {
    const rate = quantile(
      rounds[name].map(({ requests, seconds }) => requests / seconds),
      0.5,
    );
    return steadily(contenders[name], shots[name], rate / 2, plan.steadySeconds);
  };
  return rowResult(row, rounds, { shop: await steady('shop'), limit: await steady('limit') });
}

async function shotsOfAll(row: Row, { shop, textbook, limit }: Contenders): Promise<Shots> {
  return {
    shop: await shop.shotsOf(row),
    textbook: await textbook.shotsOf(row),
    limit: await limit.shotsOf(row),
  };
}

async function saturate(
  { process, load }: Contender,
  shots: readonly Shot[],
  seconds: number,
): Promise<Round> {
  const [started, cpuBefore] = [performance.now(), process.cpuSeconds()];
  const requests = await load.saturate(shots, seconds);
  const took = (performance.now() - started) / 1000;
  return { requests, seconds: took, cpuSeconds: process.cpuSeconds() - cpuBefore };
}

async function steadily(
  { load }: Contender,
  shots: readonly Shot[],
  perSecond: number,
  seconds: number,
): Promise<Steady> {
  const times = await load.arrive(shots, perSecond, seconds);
  const within = (share: number) => Number(quantile(times, share).toFixed(1));
  return { perSecond: Math.round(perSecond), p50Ms: within(0.5), p99Ms: within(0.99) };
}

async function close({ process, load }: Contender): Promise<void> {
  load.close();
  await process.end();
}
