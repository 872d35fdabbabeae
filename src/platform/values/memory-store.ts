import { GuardedStore } from './guarded-store.js';
import type { StoredValue } from './value-store.js';

interface Entry extends StoredValue {
  /** By `performance.now()`. */
  expiresAt: number;
}

const SWEEP_MS = 60_000;

/** The memory of this process: for one instance, or several behind a balancer with sticky sessions. */
export class MemoryStore extends GuardedStore {
  readonly name = 'memory';
  readonly maxBytes = 1_000_000;
  readonly promises = {
    sharedByInstances: 'each instance knows only its own visitors; the balancer needs sticky sessions',
    survivesInstance: 'lost with the process: at every deployment, restart and scale-in',
    survivesStoreNode: 'the process is the only node',
    parallelAddsCompose: true,
    revocation: true,
    expiry: true,
  } as const;
  private readonly entries = new Map<string, Entry>();
  private lastVersion = 0;
  private sweeper?: NodeJS.Timeout;

  async open(): Promise<void> {
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper);
    this.entries.clear();
  }

  protected override async read(key: string, lifeMs?: number): Promise<StoredValue | null> {
    const entry = this.live(key);
    if (entry && lifeMs !== undefined) entry.expiresAt = performance.now() + lifeMs;
    return entry ? { text: entry.text, version: entry.version } : null;
  }

  protected override async replace(key: string, text: string, expected: string | null, lifeMs: number) {
    if ((this.live(key)?.version ?? null) !== expected) return false;
    this.lastVersion += 1;
    this.entries.set(key, { text, version: `${this.lastVersion}`, expiresAt: performance.now() + lifeMs });
    return true;
  }

  protected override async remove(key: string): Promise<void> {
    this.entries.delete(key);
  }

  private live(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    return entry && entry.expiresAt > performance.now() ? entry : undefined;
  }

  private sweep(): void {
    const now = performance.now();
    for (const [key, { expiresAt }] of this.entries) if (expiresAt <= now) this.entries.delete(key);
  }
}
