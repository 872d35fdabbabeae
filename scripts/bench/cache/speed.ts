import type { CacheName } from './caches/all.js';
import type { Cost, Many } from './deeds.js';
import type { Plan } from './plan.js';
import type { OneRead } from './reading.js';
import { type ReaderProcess, withReaders } from './reader-process.js';

const LIFE = { seconds: 600, graceSeconds: 3600 };
const AT_ONCE = 16;
const MOST_FILLERS = 5;
/** Before the clock runs: the compiler has seen the way from L2 by then. */
const WARM_UP_SHARE = 0.25;

export interface Crowd {
  loads: number;
  lastMs: number;
  failed: number;
}

/** One round of everything that is a matter of speed. */
export interface SpeedRound {
  l1: Cost;
  /** Loads are names that L2 held and that were loaded all the same. */
  l2: Cost;
  oneProcess: Crowd;
  threeProcesses: Crowd;
}

/** What L2 holds before anything is measured: processes that begin later know nothing of it. */
export async function fillL2(cache: CacheName, url: string, sizes: Sizes): Promise<void> {
  for (let fillers = 0; fillers < MOST_FILLERS; fillers += 1)
    if ((await fill(cache, url, storedNames(sizes))) === 0) return;
}

/** Started afterwards: some caches tell all processes of what one has loaded. `nth`: of the rounds on this L2. */
export const speedRound = (cache: CacheName, url: string, nth: number, sizes: Sizes): Promise<SpeedRound> =>
  withReaders(cache, [url, url, url], async ([first, second, third]) => {
    const [warmUp, stored] = storedNames(sizes);
    await first!.ask('readEach', warmUp);
    const l2 = await first!.ask('readEach', stored);
    const l1 = await second!.ask('readWarm', { prefix: 'warm:', ms: sizes.warmMs, life: LIFE });
    const oneProcess = await crowd([third!], `one:${nth}`, sizes.callers);
    const threeProcesses = await crowd([first!, second!, third!], `three:${nth}`, sizes.callers);
    return { l1, l2, oneProcess, threeProcesses };
  });

const some = (prefix: string, count: number): Many => ({ prefix, count, atOnce: AT_ONCE, life: LIFE });
const storedNames = ({ coldNames }: Sizes): [Many, Many] => [
  some('up:', Math.round(coldNames * WARM_UP_SHARE)),
  some('product:', coldNames),
];

/** Has a process of its own read all of it. Answers how much was not in L2 yet: what was loaded last may be stored late. */
const fill = (cache: CacheName, url: string, orders: readonly Many[]): Promise<number> =>
  withReaders(cache, [url], async ([filler]) => {
    await filler!.ask('behave', { takesMs: 0 });
    let loads = 0;
    for (const order of orders) loads += (await filler!.ask('readEach', order)).loads;
    return loads;
  });

type Sizes = Pick<Plan, 'warmMs' | 'coldNames' | 'callers'>;

/** At the same moment, in all of these processes together. */
async function crowd(readers: readonly ReaderProcess[], name: string, callers: number): Promise<Crowd> {
  const order = { name, callers: Math.ceil(callers / readers.length), at: Date.now() + 100, life: LIFE };
  const all = await Promise.all(readers.map((reader) => reader.ask('crowd', order)));
  return {
    loads: all.reduce((sum, { loads }) => sum + loads, 0),
    lastMs: Math.max(...all.map(({ longestMs }) => longestMs)),
    failed: all.reduce((sum, { failed, hung }) => sum + failed + hung, 0),
  };
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

export interface Speed {
  l1: { perSecond: number; cpuMicros: number };
  l2: { perSecond: number; cpuMicros: number; loads: number; reads: number };
  oneProcess: Crowd;
  threeProcesses: Crowd;
}

/** The middle of each figure; of loads and failures the most. */
export function middleOf(rounds: readonly SpeedRound[]): Speed {
  const costs = (tier: 'l1' | 'l2') => ({
    perSecond: middle(rounds.map((round) => round[tier].perSecond)),
    cpuMicros: middle(rounds.map((round) => round[tier].cpuMicros)),
  });
  const crowds = (size: 'oneProcess' | 'threeProcesses') => ({
    loads: Math.max(...rounds.map((round) => round[size].loads)),
    lastMs: middle(rounds.map((round) => round[size].lastMs)),
    failed: Math.max(...rounds.map((round) => round[size].failed)),
  });
  const loads = Math.max(...rounds.map(({ l2 }) => l2.loads));
  return {
    l1: costs('l1'),
    l2: { ...costs('l2'), loads, reads: rounds[0]!.l2.reads },
    oneProcess: crowds('oneProcess'),
    threeProcesses: crowds('threeProcesses'),
  };
}

export interface Objects {
  perSecond: number;
  cpuMicros: number;
  /** Second read, from L1, of a value that the first one found in L2. */
  afterL2: OneRead['outcome'];
}

/** bentocache with objects instead of texts in L1. */
export async function objectsRound(url: string, warmMs: number): Promise<Objects> {
  const cache = 'bentocache, objects';
  const warm = { prefix: 'warm:', ms: warmMs, life: LIFE };
  const { perSecond, cpuMicros } = await withReaders(cache, [url], ([one]) => one!.ask('readWarm', warm));
  const order = { name: 'warm:0', life: LIFE };
  return withReaders(cache, [url], async ([other]) => {
    await other!.ask('read', order);
    return { perSecond, cpuMicros, afterL2: (await other!.ask('read', order)).outcome };
  });
}

export const middleOfObjects = (rounds: readonly Objects[]): Objects =>
  rounds.toSorted((a, b) => a.perSecond - b.perSecond)[rounds.length >> 1]!;
