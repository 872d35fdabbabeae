import { describe, expect, it } from 'vitest';
import { chances } from '../../rig/chances.js';
import { schedule } from './schedule.js';

const names = (mode: 'quick' | 'default', seed: number) =>
  schedule({ mode, hours: 0, only: '' }, chances(0, seed)).flatMap(({ faults }) =>
    faults.map(({ name }) => name),
  );

describe('the faults of a run', () => {
  it('come in the same order for the same seed, and in another one for another', () => {
    expect(names('default', 7)).toEqual(names('default', 7));
    expect(names('default', 8)).not.toEqual(names('default', 7));
  });

  it('are the same ones whatever the seed', () => {
    expect(names('default', 8).toSorted()).toEqual(names('default', 7).toSorted());
    expect(new Set(names('default', 7)).size).toBe(18);
  });

  it('are three in a quick run', () => {
    expect(names('quick', 7).toSorted()).toEqual([
      'cache Redis is flushed',
      'kill -9 of a web instance',
      'session Redis changes its primary',
    ]);
  });

  it('can be narrowed to those of a name', () => {
    const [phase] = schedule({ mode: 'default', hours: 0, only: 'frozen' }, chances());
    expect(phase!.faults.map(({ name }) => name).toSorted()).toEqual([
      'cache Redis is frozen',
      'session Redis is frozen for 30 s',
    ]);
  });

  it('of hours are none for a quarter of an hour, then half the load for all of them', () => {
    const phases = (hours: number) =>
      schedule({ mode: 'hours', hours, only: '' }, chances()).map(({ shareOfLoad, faults }) => [
        shareOfLoad,
        faults[0]!.name,
      ]);
    expect(phases(0.1)).toEqual([[1, 'nothing goes wrong']]);
    expect(phases(2)).toEqual([
      [1, 'nothing goes wrong'],
      [0.5, 'half the load for 2.0 h'],
    ]);
  });
});
