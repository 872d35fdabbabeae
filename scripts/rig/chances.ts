/**
 * Chances, from 0 to 1: the same for the same seed (SEED, or 1, unless told), whatever others draw. Whoever acts at the
 * same time as others draws from a row of its own, the `nth`, or the order of their turns would decide.
 */
export function chances(nth = 0, seed = Number(process.env['SEED'] ?? 1)): () => number {
  let state = (seed + nth * 0x9e3779b1) >>> 0;
  // mulberry32: well enough mixed for choosing moments and victims.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Any of a list that has some. */
export const oneOf = <T>(list: readonly T[], chance: () => number): T =>
  list[Math.floor(chance() * list.length)]!;
