import type { CacheResult } from './run-cache.js';

export interface Verdict {
  isKept: boolean;
  /** What was measured. */
  text: string;
}

const ms = (value: number): string => `${Math.round(value).toLocaleString('en')} ms`;
const count = (value: number): string => Math.round(value).toLocaleString('en');
const oneLoad = ({ loads, lastMs, failed }: CacheResult['oneProcess']): Verdict => ({
  isKept: loads === 1 && failed === 0,
  text: `${loads} ${loads === 1 ? 'load' : 'loads'}, last answer after ${ms(lastMs)}`,
});
const outOf = (what: number, all: number): string => `${what} of ${all}`;

const MOST_SEEN_MS = 1000;
/** What a process trusts that hears nothing, and the time to find out. */
const MOST_STALE_MS = 2000;
/** The deadline of Redis, a load, and what a busy machine adds. */
const MOST_FROZEN_MS = 400;
const MOST_WARM_MS = 100;
const MOST_L1_MB = 40;
const MOST_IN_A_SECOND = 0.75;

/** What is promised by docs/caching.md, and whether one run has seen it kept. */
export const promises: Record<string, (result: CacheResult) => Verdict> = {
  '1,000 callers of one cold name, one process: one load': ({ oneProcess }) => oneLoad(oneProcess),
  'the same from three processes: one load': ({ threeProcesses }) => oneLoad(threeProcesses),
  'A slow reader puts no old value back': ({ slowReaders: { hit, putBack } }) => ({
    isKept: hit > 0 && putBack === 0,
    text: `put back in ${outOf(putBack, hit)}`,
  }),
  'Another process sees a change within 1 s': ({ changes: { rounds, seen, middleMs, longestMs } }) => ({
    isKept: seen === rounds && (longestMs ?? Infinity) <= MOST_SEEN_MS,
    text: longestMs === null ? 'not within 3 s' : `${ms(middleMs!)}, at most ${ms(longestMs)}`,
  }),
  'Cut off from the bus for 3 s, a process serves an old value for little more than 1 s': ({ cut }) => ({
    isKept: cut.staleMs !== null && cut.staleMs <= MOST_STALE_MS,
    text: cut.staleMs === null ? `still old after ${ms(cut.watchedMs)}` : `for ${ms(cut.staleMs)}`,
  }),
  'The old value is served when the source fails after its life': ({ failing: { isServed } }) => ({
    isKept: isServed,
    text: isServed ? 'served' : 'error',
  }),
  'but not beyond its grace': ({ failing: { isServed, isBounded } }) => ({
    isKept: isServed && isBounded,
    text: !isServed
      ? 'nothing is served'
      : isBounded
        ? 'error after it'
        : 'served as long as it is asked for',
  }),
  'What is damaged in L2, or of another shape, is a miss': ({ damaged }) => ({
    isKept: damaged.loaded === damaged.cases,
    text: [
      `${outOf(damaged.loaded, damaged.cases)} loaded anew`,
      ...(['served', 'failed', 'hung', 'crashed'] as const)
        .filter((outcome) => damaged[outcome] > 0)
        .map((outcome) => `${damaged[outcome]} ${outcome === 'served' ? 'served as they were' : outcome}`),
    ].join(', '),
  }),
  'What does not exist is remembered': ({ nulls: { loads } }) => ({
    isKept: loads === 1,
    text: `${loads} ${loads === 1 ? 'load' : 'loads'} in 10 reads`,
  }),
  'L1 keeps within 32 MB': ({ heap: { readMb, heapMb } }) => ({
    isKept: heapMb <= MOST_L1_MB,
    text: `${count(heapMb)} MB of heap after reading ${count(readMb)} MB`,
  }),
  'L2 frozen: what L1 holds is served': ({ frozen: { warm } }) => ({
    isKept: warm.failed + warm.hung === 0 && warm.longestMs <= MOST_WARM_MS,
    text: `longest ${ms(warm.longestMs)}`,
  }),
  'L2 frozen: what it does not hold is loaded soon': ({ frozen: { cold } }) => ({
    isKept: cold.failed + cold.hung === 0 && cold.longestMs <= MOST_FROZEN_MS,
    text:
      cold.hung > 0
        ? `${outOf(cold.hung, cold.reads)} without an answer after 3 s`
        : `${cold.loads} loads, longest ${ms(cold.longestMs)}, ${cold.failed} failed`,
  }),
  'What was loaded together does not end together': ({ expiry: { fullestSecond, spreadMs } }) => ({
    isKept: fullestSecond <= MOST_IN_A_SECOND,
    text: `${Math.round(100 * fullestSecond)} % in the fullest second, spread over ${ms(spreadMs)}`,
  }),
  'At its end a value is loaded once': ({ expiry: { loadsPerKey, keys, kept } }) => ({
    isKept: loadsPerKey < 1.05,
    text: `${loadsPerKey.toFixed(2)} loads a name of ${count(keys - kept)}`,
  }),
  'and nobody waits for it': ({ expiry: { reads, waited, longestMs, failed, hung } }) => ({
    isKept: waited + failed + hung === 0,
    text: `${count(waited)} of ${count(reads)} answers waited for a load, longest ${ms(longestMs)}${failed + hung > 0 ? `, ${count(failed + hung)} failed` : ''}`,
  }),
};
