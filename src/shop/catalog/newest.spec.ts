import { expect, it, vi } from 'vitest';
import { Newest } from './newest.js';

type Load = () => Promise<number>;

it('asks once for a state, however many want it at the same time', async () => {
  const newest = new Newest<number>();
  const load = vi.fn<Load>().mockResolvedValue(1);
  const answers = await Promise.all([newest.get('one', load), newest.get('one', load)]);
  expect([answers, await newest.get('one', load), load.mock.calls.length]).toEqual([[1, 1], 1, 1]);
});

it('lets all states that come while one is loaded wait for one load, which begins after all of them', async () => {
  const newest = new Newest<number>();
  const { promise, resolve } = Promise.withResolvers<number>();
  const first = newest.get('one', () => promise);
  const loads = [vi.fn<Load>(), vi.fn<Load>().mockResolvedValue(42)];
  await Promise.resolve();
  const others = [newest.get('two', loads[0]!), newest.get('three', loads[1]!)];
  resolve(41);
  expect(await Promise.all([first, ...others])).toEqual([41, 42, 42]);
  expect(loads.map((load) => load.mock.calls.length)).toEqual([0, 1]);
  expect(await newest.get('three', loads[0]!)).toBe(42);
});

it('holds nothing of a load that failed, and the next one begins afresh', async () => {
  const newest = new Newest<number>();
  const fail: Load = () => Promise.reject(new Error('away'));
  const failing = newest.get('one', fail);
  await Promise.resolve();
  const next = newest.get('two', async () => 7);
  await expect(failing).rejects.toThrow('away');
  expect(await next).toBe(7);
  await expect(newest.get('three', fail)).rejects.toThrow('away');
  expect(await newest.get('three', async () => 5)).toBe(5);
});
