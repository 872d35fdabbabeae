import { describe, expect, it } from 'vitest';
import { promises } from './promises.js';
import type { CacheResult } from './run-cache.js';

const speed = { perSecond: 1, cpuMicros: 1 };
const answers = { reads: 100, longestMs: 20, failed: 0, hung: 0 };
const PERFECT: CacheResult = {
  cache: 'ours',
  l1: speed,
  l2: { ...speed, loads: 0, reads: 1 },
  oneProcess: { loads: 1, lastMs: 30, failed: 0 },
  threeProcesses: { loads: 1, lastMs: 40, failed: 0 },
  slowReaders: { rounds: 20, hit: 20, putBack: 0 },
  changes: { rounds: 20, seen: 20, middleMs: 20, longestMs: 30 },
  cut: { cutMs: 3000, staleMs: 1000, watchedMs: 5000 },
  failing: { isServed: true, isBounded: true },
  damaged: { cases: 20, loaded: 20, served: 0, failed: 0, hung: 0, crashed: 0 },
  nulls: { loads: 1 },
  heap: { readMb: 100, heapMb: 20 },
  frozen: { warm: { ...answers, longestMs: 1, loads: 0 }, cold: { ...answers, longestMs: 150, loads: 100 } },
  expiry: { ...answers, keys: 100, loadsPerKey: 1, fullestSecond: 0.4, spreadMs: 4000, kept: 0, waited: 0 },
};

/** Each spoils what its promise is about, and nothing else. */
const SPOILT: Record<string, Partial<CacheResult>> = {
  '1,000 callers of one cold name, one process: one load': {
    oneProcess: { ...PERFECT.oneProcess, loads: 2 },
  },
  'the same from three processes: one load': { threeProcesses: { ...PERFECT.threeProcesses, failed: 1 } },
  'A slow reader puts no old value back': { slowReaders: { rounds: 20, hit: 20, putBack: 1 } },
  'Another process sees a change within 1 s': { changes: { ...PERFECT.changes, seen: 19 } },
  'Cut off from the bus for 3 s, a process serves an old value for little more than 1 s': {
    cut: { ...PERFECT.cut, staleMs: null },
  },
  'The old value is served when the source fails after its life': {
    failing: { isServed: false, isBounded: true },
  },
  'but not beyond its grace': { failing: { isServed: true, isBounded: false } },
  'What is damaged in L2, or of another shape, is a miss': {
    damaged: { ...PERFECT.damaged, loaded: 19, crashed: 1 },
  },
  'What does not exist is remembered': { nulls: { loads: 10 } },
  'L1 keeps within 32 MB': { heap: { readMb: 100, heapMb: 100 } },
  'L2 frozen: what L1 holds is served': {
    frozen: { ...PERFECT.frozen, warm: { ...PERFECT.frozen.warm, hung: 1 } },
  },
  'L2 frozen: what it does not hold is loaded soon': {
    frozen: { ...PERFECT.frozen, cold: { ...PERFECT.frozen.cold, longestMs: 1000 } },
  },
  'What was loaded together does not end together': { expiry: { ...PERFECT.expiry, fullestSecond: 1 } },
  'At its end a value is loaded once': { expiry: { ...PERFECT.expiry, loadsPerKey: 2 } },
  'and nobody waits for it': { expiry: { ...PERFECT.expiry, waited: 1 } },
};

const broken = (result: CacheResult): string[] =>
  Object.keys(promises).filter((promise) => !promises[promise]!(result).isKept);

describe('the promises of a cache', () => {
  it('are all kept by one that does everything right', () => {
    expect(broken(PERFECT)).toEqual([]);
  });

  it.each(Object.keys(promises))('notice when it is not so: %s', (promise) => {
    const isWhole = promise === 'The old value is served when the source fails after its life';
    const both = [promise, 'but not beyond its grace'];
    expect(broken({ ...PERFECT, ...SPOILT[promise] })).toEqual(isWhole ? both : [promise]);
  });
});
