import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryTier, type Held } from './memory-tier.js';

const held = (value: unknown, graceMs = 60_000): Held => {
  const since = performance.now();
  return { value, since, trustedUntil: since + 1000, graceUntil: since + graceMs };
};

describe('L1', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('keeps within its bytes, and lets go first of what was read longest ago', () => {
    const tier = new MemoryTier(100_000);
    for (let nth = 0; nth < 20; nth += 1) tier.set(`name-${nth}`, held(nth), 4000);
    expect(tier.bytes).toBeLessThanOrEqual(100_000);
    expect(tier.get('name-0')).toBeUndefined();
    const oldest = `name-${20 - tier.size}`;
    vi.advanceTimersByTime(1000);
    expect(tier.get(oldest)?.value).toBe(20 - tier.size);
    tier.set('one-more', held(1), 4000);
    expect(tier.get(oldest)).toBeDefined();
  });

  it.each([
    { passedMs: 1000, gone: 'second' },
    { passedMs: 999, gone: 'first' },
  ])('knows which was read longest ago right to the second: $passedMs ms', ({ passedMs, gone }) => {
    // Ten of these fill it.
    const tier = new MemoryTier(50_000);
    const names = ['first', 'second', 'third', 'fourth'];
    for (const name of names) tier.set(name, held(name), 2300);
    vi.advanceTimersByTime(passedMs);
    for (const name of ['third', 'fourth', 'first']) tier.get(name);
    for (const nth of [1, 2, 3, 4, 5, 6, 7]) tier.set(`new-${nth}`, held(nth), 2300);
    expect(names.filter((name) => !tier.get(name))).toEqual([gone]);
  });

  it('counts a value once, however often it is replaced, and nothing when all are gone', () => {
    const tier = new MemoryTier(100_000);
    for (let nth = 0; nth < 1000; nth += 1) tier.set('name', held(nth), 1000);
    expect(tier.size).toBe(1);
    tier.delete('name');
    tier.delete('name');
    expect(tier.bytes).toBe(0);
  });

  it('does not throw everything out for one large value', () => {
    const tier = new MemoryTier(100_000);
    tier.set('small', held(1), 10);
    tier.set('large', held(2), 50_000);
    expect(tier.get('large')).toBeUndefined();
    expect(tier.get('small')).toBeDefined();
  });

  it('lets go of what is past its grace', () => {
    const tier = new MemoryTier(100_000);
    tier.set('name', held(1, -1), 10);
    expect(tier.get('name')).toBeUndefined();
    expect(tier.bytes).toBe(0);
  });

  it('keeps what it distrusts for its grace', () => {
    const tier = new MemoryTier(100_000);
    tier.set('name', held(1), 10);
    tier.distrust();
    expect(tier.get('name')).toMatchObject({ value: 1, trustedUntil: 0 });
  });
});
