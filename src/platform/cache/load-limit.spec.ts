import { describe, expect, it } from 'vitest';
import { LoadLimit } from './load-limit.js';

/** Loads that end when told, and how many of them have begun. */
function loads() {
  const open: (() => void)[] = [];
  return { open, load: () => new Promise<void>((resolve) => open.push(resolve)) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the limit of loads', () => {
  it('lets so many run, the others wait, and one too many is refused', async () => {
    const [limit, { open, load }] = [new LoadLimit(2, 1), loads()];
    const running = [limit.run(load), limit.run(load), limit.run(load)];
    await expect(limit.run(load)).rejects.toMatchObject({ status: 503 });
    expect(open).toHaveLength(2);
    open[0]!();
    await settled();
    expect(open).toHaveLength(3);
    open.slice(1).forEach((end) => end());
    await Promise.all(running);
  });

  it('gives a place back when a load fails', async () => {
    const limit = new LoadLimit(1, 5);
    const failing = () => Promise.reject(new Error('no'));
    await Promise.allSettled([limit.run(failing), limit.run(failing), limit.run(failing)]);
    expect(await limit.run(() => Promise.resolve('well'))).toBe('well');
  });
});
