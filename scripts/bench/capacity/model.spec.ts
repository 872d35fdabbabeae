import { describe, expect, it } from 'vitest';
import { NOTHING } from './meters.js';
import { boundsOf, mean, needOf, type Cost, type PerProcess } from './model.js';

const page = { ...NOTHING, webCpu: 100, bytes: 5000, redisCpu: 10 };
const order = { ...NOTHING, webCpu: 10_000, bytes: 20_000, mysqlCpu: 6000 };
const costs: Cost[] = [
  { title: 'page', share: 0.99, requests: 1, each: page },
  { title: 'order', share: 0.01, requests: 1, each: order },
];
const process: PerProcess = {
  redisConnections: 4,
  mysqlConnections: 10,
  idle: NOTHING,
};

describe('the model of capacity', () => {
  it('weighs each kind by its share', () => {
    expect(mean(costs, 'webCpu')).toBeCloseTo(199);
    expect(mean(costs, 'mysqlCpu')).toBeCloseTo(60);
  });

  it('plans cores that are three fifths busy, and a third more processes than that for a lost zone', () => {
    const need = needOf(costs, process, 10_000);
    expect(need.processes).toBe(Math.ceil((10_000 * 199e-6 * 1.5) / 0.6));
    expect(need.writerCores).toBe(1);
    expect(need.mysqlConnections).toBe(need.processes * 10);
    expect(need.megabitsPerSecond).toBeCloseTo(10_000 * 5150 * 8e-6);
  });

  it('counts what each process asks of the stores by itself', () => {
    const busy = { ...process, idle: { ...NOTHING, mysqlCpu: 6000 } };
    const { processes, writerCores } = needOf(costs, busy, 50_000);
    expect(writerCores).toBe(Math.ceil((50_000 * (60e-6 + (199e-6 * 1.5 * 0.006) / 0.6)) / 0.6));
    expect(processes).toBe(needOf(costs, process, 50_000).processes);
  });

  it('never plans a shop with one web process, which could not be replaced unnoticed', () => {
    expect(needOf(costs, process, 1).processes).toBe(2);
  });

  it('adds a shard when one thread would be busier than planned', () => {
    expect(needOf(costs, process, 60_000).shards).toBe(1);
    expect(needOf(costs, process, 62_000).shards).toBe(2);
  });

  it('says what breaks first', () => {
    const bounds = boundsOf(costs, process);
    expect(bounds[0]).toMatchObject({ part: 'one web process' });
    expect(bounds[0]!.upTo).toBeCloseTo(0.6e6 / 199);
    expect(bounds.map(({ upTo }) => upTo)).toEqual(bounds.map(({ upTo }) => upTo).toSorted((a, b) => a - b));
  });

  it('has a process in use before a bound on connections is reached at the rate it names', () => {
    const { upTo } = boundsOf(costs, process).find(({ part }) => part === 'connections to MySQL')!;
    expect(needOf(costs, process, upTo).mysqlConnections).toBe(1300);
  });
});
