/** True: kept. A text: not kept, or only so far as it says. */
type Kept = true | string;

/** What a shop may count on. Printed at start, listed in decision 0013, asserted by test/repositories/value-stores.test.ts. */
export interface StorePromises {
  /** What one instance of the shop stored, every other reads. */
  sharedByInstances: Kept;
  /** Values outlive the web process that stored them. */
  survivesInstance: Kept;
  /** Values outlive the loss of one node of the store. */
  survivesStoreNode: Kept;
  /** Of two changes made at the same time, each on what it had read, one is told to read again. */
  parallelAddsCompose: Kept;
  /** What was deleted cannot come back, whoever still holds a copy. */
  revocation: Kept;
  /** A value is gone after its life. */
  expiry: Kept;
}

/** A value as it was read. `version` is opaque; it says which value a change was made from. */
export interface StoredValue {
  text: string;
  version: string;
}

/**
 * One small value per key, replaced only under compare-and-set: read, change, `put` with the version that was read, and
 * from the start again when somebody else was faster.
 * Keys: `A-Z a-z 0-9 : { } _ -`, 1 to 200 characters, case counts. Lives: milliseconds.
 * Errors of all: UnavailableError when the store is away or slower than 250 ms (whether a change took effect is then
 * unknown, and nothing may be acknowledged); RangeError for a key or a life that is none.
 */
export interface ValueStore {
  readonly name: 'memcached' | 'dynamodb' | 'mysql' | 'file' | 'cookie' | 'memory';
  readonly promises: StorePromises;
  /** Bytes of UTF-8 that one value may have; for the cookie the bytes of the whole header, all values sealed. */
  readonly maxBytes: number;
  /** Loads the driver and looks at the store. Errors: SettingsError for what an operator has to change. */
  open(): Promise<void>;
  /** Null when absent or expired. With `lifeMs` the value lives that long from now, give or take a tenth. */
  get(key: string, lifeMs?: number): Promise<StoredValue | null>;
  /**
   * Stores the value for `lifeMs`. `expected` null: only when there is none.
   * False: somebody else was faster, or the value is gone. Errors: TooLargeError; nothing was stored then.
   */
  put(key: string, text: string, expected: string | null, lifeMs: number): Promise<boolean>;
  /** Also when there is none. Whoever read the value before and puts it now gets false. */
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** The value does not fit the store; of the cookie store a full cart does this, so a shopper has to be told. */
export class TooLargeError extends RangeError {
  constructor(
    readonly bytes: number,
    readonly maxBytes: number,
  ) {
    super(`a value of ${bytes} bytes does not fit: this store takes ${maxBytes}`);
  }
}

/** Where a renewal costs a write it is made once a tenth of the life is used up. */
export const isRenewalDue = (leftMs: number, lifeMs: number): boolean => leftMs < lifeMs * 0.9;
