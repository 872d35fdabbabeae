import { describe, expect, it } from 'vitest';
import { MemoryTier, type Held } from './memory-tier.js';

const held = (value: unknown, graceMs = 60_000): Held => {
  const since = performance.now();
  return { value, since, trustedUntil: since + 1000, graceUntil: since + graceMs };
};

describe('L1', () => {
  it('keeps within its bytes, and lets go first of what was read longest ago', () => {
    const tier = new MemoryTier(100_000);
    for (let nth = 0; nth < 20; nth += 1) tier.set(`name-${nth}`, held(nth), 4000);
    expect(tier.bytes).toBeLessThanOrEqual(100_000);
    expect(tier.get('name-0')).toBeUndefined();
    const oldest = `name-${20 - tier.size}`;
    expect(tier.get(oldest)?.value).toBe(20 - tier.size);
    tier.set('one-more', held(1), 4000);
    expect(tier.get(oldest)).toBeDefined();
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
