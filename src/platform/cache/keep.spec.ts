import { describe, expect, it } from 'vitest';
import { spansOf, usableMs } from './keep.js';

describe('how long a value is kept', () => {
  it('differs by up to a tenth, so that what was stored together does not end together', () => {
    const spans = Array.from({ length: 1000 }, () => spansOf({ seconds: 100 }, 1).fresh);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(90_000);
    expect(Math.max(...spans)).toBeLessThanOrEqual(100_000);
    expect(Math.max(...spans) - Math.min(...spans)).toBeGreaterThan(5000);
  });

  it('is half a minute at most for what does not exist, without any grace', () => {
    expect(spansOf({ seconds: 600 }, null)).toMatchObject({ stale: 0, grace: 0, eager: 0 });
    expect(spansOf({ seconds: 600 }, null).fresh).toBeLessThanOrEqual(30_000);
  });

  it('is stale, and then in its grace, for what is told', () => {
    const keep = { seconds: 100, staleSeconds: 10, graceSeconds: 50 };
    expect(spansOf(keep, 1)).toMatchObject({ stale: 10_000, grace: 50_000 });
    const years = { seconds: 10 * 365 * 86_400 };
    expect(spansOf(years, 1).eager).toBeLessThan(10_000_000);
    expect([20_000, -30_000, -70_000].map((left) => usableMs(keep, left))).toEqual([80_000, 30_000, 0]);
  });

  it('ends with the moment in which the value stops being true', () => {
    const keep = { seconds: 100, endsAt: (value: number) => value };
    const { fresh } = spansOf(keep, Date.now() + 5000);
    expect(fresh).toBeGreaterThan(4000);
    expect(fresh).toBeLessThanOrEqual(5000);
    expect(spansOf(keep, Date.now() - 5000).fresh).toBe(1);
    expect(spansOf(keep, Date.now() + 1e9).fresh).toBeGreaterThanOrEqual(90_000);
  });
});
