import { describe, expect, it } from 'vitest';
import { lastUnits } from '../races/last-units.js';
import { parallelAdds } from '../races/parallel-adds.js';
import { signOutRace } from '../races/sign-out-race.js';
import type { Sample } from '../traffic/sample.js';
import { cacheFlushed } from './cache-flushed.js';
import { databaseFailover } from './database-failover.js';
import type { Fault, Figures } from './fault.js';
import { instanceCutOff } from './instance-cut-off.js';
import { instanceFrozen } from './instance-frozen.js';
import { instanceKilled } from './instance-killed.js';
import { roleSwap } from './role-swap.js';
import { rollingDeploy } from './rolling-deploy.js';
import { sessionsFrozen, sessionsKilled } from './sessions-away.js';
import { steady } from './steady.js';
import { soak } from './soak.js';

const sample = (more: Partial<Sample> = {}): Sample => ({
  at: 0,
  kind: 'catalogue',
  isRead: true,
  status: 200,
  ms: 20,
  ...more,
});
const bad = (count: number, more: Partial<Sample> = {}) =>
  Array.from({ length: count }, () => sample({ status: 503, ...more }));
const GOOD = Array.from({ length: 1000 }, () => sample());
const change = { kind: 'cart', isRead: false } as const;

/** Entry and moonshot of the one row of a fault. */
function judged(fault: Fault, figures: Figures, samples: readonly Sample[] = [], findings = 0) {
  const [row] = fault.judge({ figures, samples: [...GOOD, ...samples], findings });
  return [row!.entry.isMet, row!.moonshot.isMet];
}

describe('what a fault is judged by', () => {
  it('a killed instance: ten failed requests, or five changes and no read', () => {
    expect(judged(instanceKilled, {}, bad(5, change))).toEqual([true, true]);
    expect(judged(instanceKilled, {}, bad(1))).toEqual([true, false]);
    expect(judged(instanceKilled, {}, bad(11, change))).toEqual([false, false]);
    expect(judged(instanceKilled, {}, [], 1)).toEqual([false, false]);
  });

  it.each([instanceFrozen, instanceCutOff])(
    '$name: when it is out, what fails, how long anybody waits',
    (fault) => {
      expect(judged(fault, { outAfter: 2900 }, bad(2))).toEqual([true, true]);
      expect(judged(fault, { outAfter: 2900 }, [sample({ ms: 3100 })])).toEqual([true, false]);
      expect(judged(fault, { outAfter: 5001 })).toEqual([false, false]);
      expect(judged(fault, { outAfter: 1000 }, bad(11))).toEqual([false, false]);
    },
  );

  it('a deploy: nothing fails, every process ends well', () => {
    expect(judged(rollingDeploy, { badExits: 0 })).toEqual([true, null]);
    expect(judged(rollingDeploy, { badExits: 0 }, bad(1))).toEqual([false, null]);
    expect(judged(rollingDeploy, { badExits: 1 })).toEqual([false, null]);
  });

  it('a dead Redis of sessions: the catalogue, quick refusals, coming back', () => {
    const refusals = bad(100, { ...change, ms: 10 });
    expect(judged(sessionsKilled, { backAfter: 900 }, refusals)).toEqual([true, true]);
    expect(judged(sessionsKilled, { backAfter: 900 }, bad(1))).toEqual([true, false]);
    expect(judged(sessionsKilled, { backAfter: 900 }, bad(2))).toEqual([false, false]);
    expect(judged(sessionsKilled, { backAfter: 900 }, bad(9, { ...change, ms: 401 }))).toEqual([
      false,
      false,
    ]);
    expect(judged(sessionsKilled, {}, refusals)).toEqual([false, false]);
  });

  it('a frozen one: nobody waits two seconds', () => {
    expect(judged(sessionsFrozen, {}, [sample({ ms: 1999 })])).toEqual([true, true]);
    expect(judged(sessionsFrozen, {}, [sample({ ms: 2001 })])).toEqual([false, true]);
    expect(judged(sessionsFrozen, {}, Array(10).fill(sample({ ms: 500 })))).toEqual([true, false]);
  });

  it('a role swap: no finding, and writes that are back', () => {
    expect(judged(roleSwap, { backAfter: 900 })).toEqual([true, true]);
    expect(judged(roleSwap, { backAfter: 4900 })).toEqual([true, false]);
    expect(judged(roleSwap, { backAfter: 10 }, [], 1)).toEqual([false, false]);
    expect(judged(roleSwap, {})).toEqual([false, false]);
  });

  it('a lost cache: what MySQL is asked, and what fails', () => {
    expect(judged(cacheFlushed, { times: 2 })).toEqual([true, true]);
    expect(judged(cacheFlushed, { times: 2 }, bad(1))).toEqual([true, false]);
    expect(judged(cacheFlushed, { times: 5.1 })).toEqual([false, false]);
    expect(judged(cacheFlushed, { times: 1 }, bad(11))).toEqual([false, false]);
  });

  it('a failover of MySQL: the catalogue, and orders that are back', () => {
    expect(judged(databaseFailover, { ordersAfter: 1900 })).toEqual([true, true]);
    expect(judged(databaseFailover, { ordersAfter: 9000 }, bad(40))).toEqual([true, false]);
    expect(judged(databaseFailover, { ordersAfter: 100 }, bad(60))).toEqual([false, false]);
    expect(judged(databaseFailover, { ordersAfter: Infinity })).toEqual([false, false]);
  });

  it('races: the exact number', () => {
    expect(judged(lastUnits, { orders: 10, left: 0, errors: 0, took: 900 })).toEqual([true, null]);
    for (const flaw of [{ orders: 11 }, { orders: 9 }, { left: 1 }, { errors: 1 }])
      expect(judged(lastUnits, { orders: 10, left: 0, errors: 0, took: 900, ...flaw })).toEqual([
        false,
        false,
      ]);
    expect(judged(parallelAdds, { acknowledged: 200, lines: 200 })).toEqual([true, null]);
    expect(judged(parallelAdds, { acknowledged: 200, lines: 199 })).toEqual([false, false]);
    expect(judged(signOutRace, { alive: 0 })).toEqual([true, null]);
    expect(judged(signOutRace, { alive: 1 })).toEqual([false, false]);
    expect(judged(signOutRace, {})).toEqual([false, false]);
  });

  it('long rows only when they were long enough', () => {
    expect(judged(steady(0.1), { minutes: 6 })).toEqual([null, null]);
    expect(judged(steady(1), { minutes: 15 })).toEqual([true, true]);
    expect(judged(steady(1), { minutes: 15 }, bad(1))).toEqual([false, false]);
    expect(judged(soak(1), { rssMb: 1, descriptors: 0 })).toEqual([null, null]);
    expect(judged(soak(2), { rssMb: 4.9, descriptors: 0 })).toEqual([true, true]);
    expect(judged(soak(2), { rssMb: 5.1, descriptors: 0 })).toEqual([false, false]);
    expect(judged(soak(2), {})).toEqual([false, false]);
  });
});
