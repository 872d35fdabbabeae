import type { SessionRef } from '../../../src/platform/session/session-id.js';
import type { Env } from '../../../src/platform/config/env.js';

export type StoreName = Env['SESSION_STORE'];

/** One session store of the comparison: how its servers are started, and what is told about them. */
export interface StoreUnderTest {
  name: StoreName;
  /** How it was set up, in a few words. */
  about: string;
  /** What `bytes` counts. */
  counts: string;
  /** Copies are written one by one, not in batches. */
  copiesOneByOne?: true;
  /** `folder`: an empty one, on a disk, for its data. */
  start(folder: string): Promise<RunningStore>;
}

export interface RunningStore {
  /** Name and version of the server program. */
  version: string;
  /** For the web processes. */
  settings: NodeJS.ProcessEnv;
  /** A node dies at once, and one with the same name takes its place. Absent where there is none. */
  loseNode?: () => Promise<void>;
  /** Absent where nobody but the web process or the browser holds sessions. */
  copier?: Copier;
  /** All bytes that it holds, as `counts` says. */
  bytes?: () => Promise<number>;
  close(): Promise<void>;
}

/** Writes copies of a session and its cart straight into a store, numbered `from` up to but not including `to`. */
export interface Copier {
  copy(template: SessionRef, from: number, to: number): Promise<void>;
}

/** The ids of a copy, as long as those that the shop makes. */
export const copyOf = (number: number): SessionRef => ({
  sid: String(number).padStart(32, '0'),
  cartId: `g-${String(number).padStart(22, '0')}`,
  renewedAt: Math.floor(Date.now() / 60_000),
});

/** How long copies live, in milliseconds. */
export const COPY_LIFE_MS = 14 * 24 * 3_600_000;
