import { describe, expect, it } from 'vitest';
import { LoadGauge, type LoopWindow } from './load-gauge.js';
import type { Priority } from './priority.js';

const PRIORITIES: Priority[] = ['browse', 'page', 'purchase'];
const jammed: LoopWindow = { milliseconds: 250, utilization: 1, delayMs: 300 };
const idle: LoopWindow = { milliseconds: 250, utilization: 0.4, delayMs: 5 };

const times = (count: number, work: () => void) => Array.from({ length: count }, work);

/** A gauge that has seen `count` requests finished per window, with an overload under way. */
function overloaded(count = 50): LoadGauge {
  const gauge = new LoadGauge();
  while (!gauge.isOverloaded) {
    times(count, () => (gauge.begin(), gauge.end()));
    gauge.sample(jammed);
  }
  return gauge;
}
const refused = (gauge: LoadGauge) => PRIORITIES.filter((priority) => gauge.refuses(priority));

describe('LoadGauge', () => {
  it('takes one jammed window for a burst, and two for an overload', () => {
    const gauge = new LoadGauge();
    expect([gauge.sample(jammed), gauge.isOverloaded]).toEqual([false, false]);
    expect([gauge.sample(jammed), gauge.isOverloaded]).toEqual([true, true]);
  });

  it('sees an overload by its queue, too', () => {
    const gauge = new LoadGauge();
    times(100, () => gauge.begin());
    const windows = times(2, () => void gauge.sample({ ...jammed, delayMs: 5 }));
    expect([windows.length, gauge.isOverloaded]).toEqual([2, true]);
  });

  it('takes waiting for a store for no overload, however many wait', () => {
    const gauge = new LoadGauge();
    times(5000, () => gauge.begin());
    times(20, () => void gauge.sample({ ...idle, delayMs: 300 }));
    expect([gauge.isOverloaded, refused(gauge)]).toEqual([false, []]);
  });

  it('does not count who waits for other threads', () => {
    const gauge = new LoadGauge(() => 200);
    times(215, () => gauge.begin());
    times(2, () => void gauge.sample({ ...jammed, delayMs: 5 }));
    expect(gauge.isOverloaded).toBe(false);
    // 15 requests; 95 a second after the first window, 90 after the second.
    expect(gauge.waitMs).toBeCloseTo(15 / 0.09025);
  });

  it('refuses nobody without an overload', () => {
    const gauge = new LoadGauge();
    times(5000, () => gauge.begin());
    expect(refused(gauge)).toEqual([]);
  });

  it('refuses looking around first, then pages, and purchases last', () => {
    const gauge = overloaded();
    const steps = [40, 1, 60, 500].map((more) => {
      times(more, () => gauge.begin());
      return refused(gauge);
    });
    expect(steps).toEqual([[], ['browse'], ['browse', 'page'], PRIORITIES]);
  });

  it('lets more wait where more are finished', () => {
    const [slow, fast] = [overloaded(50), overloaded(500)];
    for (const gauge of [slow, fast]) times(200, () => gauge.begin());
    expect([refused(slow), refused(fast)]).toEqual([['browse', 'page'], []]);
  });

  it('forgets bit by bit how fast it was', () => {
    const gauge = overloaded(500);
    times(200, () => gauge.begin());
    expect(refused(gauge)).toEqual([]);
    times(20, () => void gauge.sample(jammed));
    expect(refused(gauge)).toEqual(['browse']);
  });

  it('lets fewer wait where only costly requests come', () => {
    const gauge = overloaded(10);
    times(40, () => {
      times(10, () => (gauge.begin(), gauge.end()));
      gauge.sample(jammed);
    });
    times(9, () => gauge.begin());
    expect([refused(gauge), gauge.waitMs]).toEqual([['browse'], 225]);
  });

  it('counts with a few requests a second also when none was finished for long', () => {
    const gauge = overloaded();
    times(1000, () => void gauge.sample(jammed));
    times(89, () => gauge.begin());
    expect(gauge.waitMs).toBeCloseTo(89 / 0.03);
    expect(gauge.refuses('purchase')).toBe(false);
  });

  it('ends when it has been calm for two seconds, and not before', () => {
    const gauge = overloaded();
    times(7, () => void gauge.sample(idle));
    gauge.sample({ ...jammed, delayMs: 150 });
    const ends = Array.from({ length: 8 }, () => gauge.sample(idle));
    expect(ends).toEqual([...Array<boolean>(7).fill(false), true]);
    expect(gauge.isOverloaded).toBe(false);
  });
});
