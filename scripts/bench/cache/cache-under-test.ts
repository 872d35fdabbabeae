/** Of a kind of value. */
export interface Life {
  /** Fresh. */
  seconds: number;
  /** After that it may be served when the source fails, where a cache can do that. */
  graceSeconds: number;
}

/** Cache-aside. Errors: what `load` throws, when there is nothing older to serve. */
export type Reader = (name: string, load: () => Promise<unknown>) => Promise<unknown>;

/** Two tiers, the process and Redis, set up as the documentation of the cache says. */
export interface CacheUnderTest {
  /** How values of one kind are read. */
  reader(life: Life): Reader;
  /** After a change of the source. */
  forget(name: string): Promise<void>;
}

/** Opens one on the Redis under `url`; resolves when it is connected. */
export type OpenCache = (url: string) => Promise<CacheUnderTest>;

/** The same for all that can be told. */
export const L2_DEADLINE_MS = 120;
export const SOFT_MS = 200;
export const HARD_MS = 3000;
export const BACK_OFF_MS = 1000;
export const MOST_L1_MB = 32;
/** Where L1 is bounded by a number of values only. */
export const MOST_L1_VALUES = 20_000;
/** Of the life of a value: its last part, in which it is loaded anew behind the answer. */
export const EAGER_SHARE = 0.1;
