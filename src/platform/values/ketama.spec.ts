import { describe, expect, it } from 'vitest';
import { KetamaRing } from './ketama.js';

const NODES = ['a:11211', 'b:11211', 'c:11211', 'd:11211'];
const KEYS = Array.from({ length: 20_000 }, (_, n) => `cart:{g-${n}}`);

describe('the ring of nodes', () => {
  it('gives each of four nodes between a sixth and a third of the keys', () => {
    const ring = new KetamaRing(NODES);
    const shares = NODES.map((node) => KEYS.filter((key) => ring.nodeOf(key) === node).length / KEYS.length);
    for (const share of shares) {
      expect(share).toBeGreaterThan(1 / 6);
      expect(share).toBeLessThan(1 / 3);
    }
  });

  it('does not depend on the order in which the nodes are listed', () => {
    const [one, other] = [new KetamaRing(NODES), new KetamaRing(NODES.toReversed())];
    expect(KEYS.filter((key) => one.nodeOf(key) !== other.nodeOf(key))).toEqual([]);
  });

  it('keeps what one visitor has on one node', () => {
    const ring = new KetamaRing(NODES);
    const strangers = KEYS.filter(
      (key) => ring.nodeOf(key) !== ring.nodeOf(key.replace('cart:', 'session:')),
    );
    expect(strangers).toEqual([]);
  });

  it('moves only the keys of a node that is taken away', () => {
    const [before, after] = [new KetamaRing(NODES), new KetamaRing(NODES.slice(0, 3))];
    const moved = KEYS.filter((key) => before.nodeOf(key) !== after.nodeOf(key));
    expect(moved.every((key) => before.nodeOf(key) === 'd:11211')).toBe(true);
    expect(moved.length).toBeGreaterThan(0);
  });
});
