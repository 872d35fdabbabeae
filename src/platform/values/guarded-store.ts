import { nothingChanged } from '../errors/shop-error.js';
import { StoreGuard } from './store-guard.js';
import { TooLargeError, type StoredValue, type StorePromises, type ValueStore } from './value-store.js';

const DEADLINE_MS = 250;
const KEY = /^[A-Za-z0-9:{}_-]{1,200}$/;

/** What all stores have in common: keys, lives and sizes are checked, and no request waits longer than the deadline. */
export abstract class GuardedStore implements ValueStore {
  abstract readonly name: ValueStore['name'];
  abstract readonly promises: StorePromises;
  abstract readonly maxBytes: number;
  private guard?: StoreGuard;

  /** `deadlineMs`: what one request may take. */
  constructor(protected readonly deadlineMs = DEADLINE_MS) {}

  abstract open(): Promise<void>;
  abstract close(): Promise<void>;
  protected abstract read(key: string, lifeMs?: number): Promise<StoredValue | null>;
  protected abstract replace(
    key: string,
    text: string,
    expected: string | null,
    lifeMs: number,
  ): Promise<boolean>;
  protected abstract remove(key: string): Promise<void>;

  async get(key: string, lifeMs?: number): Promise<StoredValue | null> {
    checkKey(key);
    if (lifeMs !== undefined) checkLife(lifeMs);
    return this.guardOf(key)
      .run(() => this.read(key, lifeMs))
      .catch(nothingChanged);
  }

  async put(key: string, text: string, expected: string | null, lifeMs: number): Promise<boolean> {
    checkKey(key);
    checkLife(lifeMs);
    const bytes = Buffer.byteLength(text);
    if (bytes > this.maxBytes) throw new TooLargeError(bytes, this.maxBytes);
    return this.guardOf(key).run(() => this.replace(key, text, expected, lifeMs));
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    return this.guardOf(key).run(() => this.remove(key));
  }

  /** The guard of the server that holds the key; one for all unless the store has several servers. */
  protected guardOf(_key: string): StoreGuard {
    this.guard ??= new StoreGuard(`Session store ${this.name}`, this.deadlineMs);
    return this.guard;
  }
}

function checkKey(key: string): void {
  if (!KEY.test(key)) throw new RangeError(`not a key of a value: ${JSON.stringify(key).slice(0, 220)}`);
}

function checkLife(lifeMs: number): void {
  if (!(lifeMs >= 1)) throw new RangeError(`not a life in milliseconds: ${lifeMs}`);
}
