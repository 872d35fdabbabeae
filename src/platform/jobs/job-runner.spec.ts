import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobRunner } from './job-runner.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('JobRunner', () => {
  it('runs a job about every so many seconds, and at once when there is more', async () => {
    const runner = new JobRunner();
    let rounds = 0;
    runner.start([{ name: 'count', everySeconds: 10, work: () => Promise.resolve((rounds += 1) === 1) }]);
    await vi.advanceTimersByTimeAsync(8900);
    expect(rounds).toBe(2);
    await vi.advanceTimersByTimeAsync(2200);
    expect(rounds).toBe(3);
    await runner.stop();
  });

  it('goes on with the others when one fails, and with that one later', async () => {
    const runner = new JobRunner();
    const rounds = { good: 0, bad: 0 };
    runner.start([
      { name: 'good', everySeconds: 1, work: () => Promise.resolve(void (rounds.good += 1)) },
      {
        name: 'bad',
        everySeconds: 1,
        work: () => {
          rounds.bad += 1;
          return Promise.reject(new Error('the store is away'));
        },
      },
    ]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rounds.good).toBeGreaterThanOrEqual(9);
    expect(rounds.bad).toBeGreaterThanOrEqual(4);
    await runner.stop();
  });

  it('stops only after the round that is running', async () => {
    const runner = new JobRunner();
    const seen: string[] = [];
    runner.start([
      {
        name: 'slow',
        everySeconds: 1,
        work: async () => {
          await new Promise((resolve) => setTimeout(resolve, 500));
          seen.push('round done');
        },
      },
    ]);
    const stopped = runner.stop().then(() => seen.push('stopped'));
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
    expect(seen).toEqual(['round done', 'stopped']);
  });
});
