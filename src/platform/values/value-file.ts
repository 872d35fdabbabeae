import { open, rename, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { UnavailableError } from '../errors/shop-error.js';
import { randomKey } from '../random/random-key.js';
import { isRenewalDue, type StoredValue } from './value-store.js';

/** A change that has taken longer gives up, so that an old claim is surely nobody's. */
const GIVE_UP_MS = 1000;
const STALE_CLAIM_MS = 5000;

interface FileValue extends StoredValue {
  expiresAt: Date;
}

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

/** Undefined when the file is not there. */
export const ifThere = async <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });

/**
 * One value in one file: a line with its version, then its text; the file's time of change is when it expires.
 *
 * Compare-and-set without a lock that a dying process could keep: whoever wants to follow version V creates
 * `<file>.after-<V>`, which only one can; looks whether V is still the current version; and renames that claim over the
 * value. A process that dies in between leaves a claim and has changed nothing. An old claim is removed, and its maker,
 * should it only have slept, finds nothing to rename. NFS 4 asks the server for each create, rename and open by name,
 * so that two machines agree about them, which their cached lists of a folder do not.
 */
export class ValueFile {
  constructor(readonly path: string) {}

  /** Also when it is over; null when there is no file. */
  async read(): Promise<FileValue | null> {
    const handle = await ifThere(open(this.path));
    if (!handle) return null;
    try {
      const { mtime } = await handle.stat();
      const content = await handle.readFile('utf8');
      const end = content.indexOf('\n');
      return { version: content.slice(0, end), text: content.slice(end + 1), expiresAt: mtime };
    } finally {
      await handle.close();
    }
  }

  /** Null when over, too. Renews the life when that is worth a write. */
  async readLive(lifeMs?: number): Promise<StoredValue | null> {
    const value = await this.read();
    if (!value || isOver(value)) return null;
    if (lifeMs !== undefined && isRenewalDue(value.expiresAt.getTime() - Date.now(), lifeMs))
      await this.renew(lifeMs);
    return { text: value.text, version: value.version };
  }

  /** Puts a value, or with null nothing, in the place of `old`. False when somebody else has done so. */
  async follow(old: FileValue | null, next: { text: string; lifeMs: number } | null): Promise<boolean> {
    const startedAt = performance.now();
    const claim = `${this.path}.after-${old?.version ?? 'none'}`;
    if (!(await this.claim(claim, next))) return false;
    if ((await this.read())?.version !== old?.version) {
      await rm(claim, { force: true });
      return false;
    }
    if (performance.now() - startedAt > GIVE_UP_MS) {
      await rm(claim, { force: true });
      throw new UnavailableError('errors.store_away');
    }
    if (next) await rename(claim, this.path);
    else await rm(this.path).then(() => rm(claim));
    return true;
  }

  /** Moves the life of whatever is there: a newer value has one at least as long. */
  private async renew(lifeMs: number): Promise<void> {
    const end = new Date(Date.now() + lifeMs);
    await ifThere(utimes(this.path, end, end));
  }

  private async claim(claim: string, next: { text: string; lifeMs: number } | null): Promise<boolean> {
    const handle = await open(claim, 'wx', 0o600).catch(async (error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
      await removeStale(claim);
      // The other one needs a moment, and whoever is told "false" comes back at once.
      await pause(Math.random() * 10);
    });
    if (!handle) return false;
    try {
      if (next) await handle.writeFile(`${randomKey()}\n${next.text}`);
      if (next) await handle.utimes(new Date(), new Date(Date.now() + next.lifeMs));
      await handle.close();
      return true;
    } catch (error) {
      await handle.close().catch(() => {});
      await rm(claim, { force: true });
      throw error;
    }
  }
}

export const isOver = (value: { expiresAt: Date }): boolean => value.expiresAt.getTime() <= Date.now();

/** Removes a claim whose maker must have died or given up. */
export async function removeStale(claim: string): Promise<void> {
  const found = await ifThere(stat(claim));
  if (found && Date.now() - found.ctimeMs > STALE_CLAIM_MS) await rm(claim, { force: true });
}
