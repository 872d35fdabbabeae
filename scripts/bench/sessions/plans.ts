import { storesUnderTest } from './stores.js';
import type { Plan } from './run-sessions.js';

type Size = Omit<Plan, 'size' | 'stores' | 'folder' | 'say'>;

/** What the figures in docs/session-stores.md come from. */
const full: Size = {
  seconds: 10,
  rounds: 5,
  visitors: 60,
  counts: [10_000, 100_000],
  mostOneByOne: 100_000,
  adds: 200,
  sessions: 40,
  limits: { many: 1_000_000, visits: 2000, sample: 100_000, step: 10_000, most: 2_000_000 },
};

/** The same in half the time, for a machine that has other things to do. */
const short: Size = {
  ...full,
  seconds: 4,
  rounds: 2,
  visitors: 36,
  mostOneByOne: 10_000,
  sessions: 24,
  limits: { ...full.limits, visits: 600 },
};

/** Shows that everything runs; its figures mean nothing. */
const quick: Size = {
  seconds: 0.5,
  rounds: 1,
  visitors: 12,
  counts: [50, 100],
  mostOneByOne: 100,
  adds: 20,
  sessions: 6,
  limits: { many: 500, visits: 60, sample: 500, step: 20_000, most: 40_000 },
};

const sizes = { full, short, quick };

/** Errors: RangeError for a store that there is not. */
export function planFor(size: keyof typeof sizes, names: readonly string[]): Omit<Plan, 'folder'> {
  const unknown = names.find((name) => !storesUnderTest.some((store) => store.name === name));
  if (unknown !== undefined)
    throw new RangeError(
      `no store ${unknown}; there are ${storesUnderTest.map(({ name }) => name).join(', ')}`,
    );
  const stores = storesUnderTest.filter(({ name }) => names.length === 0 || names.includes(name));
  return { ...sizes[size], size, stores };
}
