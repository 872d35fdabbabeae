import { createHash } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SettingsError } from '../config/env.js';
import { UnavailableError } from '../errors/shop-error.js';
import { FileSweeper } from './file-sweeper.js';
import { GuardedStore } from './guarded-store.js';
import { isOver, ValueFile } from './value-file.js';
import type { StoredValue } from './value-store.js';

/** Lies in the folder from the first start on. Where it is missing the shared file system is not mounted. */
const MARKER = '.cloudcart-values';
const MOST_TRIES = 20;

/** A folder that all instances share, such as EFS: one file per value, named by the digest of its key. */
export class FileStore extends GuardedStore {
  readonly name = 'file';
  readonly maxBytes = 1_000_000;
  readonly promises = {
    sharedByInstances: true,
    survivesInstance: true,
    survivesStoreNode: 'as far as the file system does: EFS keeps copies in several zones, one disk has none',
    parallelAddsCompose: true,
    revocation: true,
    expiry: true,
  } as const;
  readonly sweeper: FileSweeper;

  constructor(
    private readonly folder: string,
    deadlineMs?: number,
  ) {
    super(deadlineMs);
    this.sweeper = new FileSweeper(folder);
  }

  async open(): Promise<void> {
    const problem = (error: Error) => `the folder must be there and writable (${error.message})`;
    await writeFile(join(this.folder, MARKER), '', { flag: 'a', mode: 0o600 }).catch((error: Error) => {
      throw new SettingsError(`SESSION_STORE_URL: ${problem(error)}`);
    });
    this.sweeper.start();
  }

  async close(): Promise<void> {
    await this.sweeper.stop();
  }

  protected override async read(key: string, lifeMs?: number): Promise<StoredValue | null> {
    const value = await this.file(key).readLive(lifeMs);
    if (!value) await this.mustBeMounted();
    return value;
  }

  protected override async replace(key: string, text: string, expected: string | null, lifeMs: number) {
    const file = this.file(key);
    const old = await file.read();
    if (!old) await this.mustBeMounted();
    if ((old && !isOver(old) ? old.version : null) !== expected) return false;
    if (!old) await mkdir(dirname(file.path), { recursive: true, mode: 0o700 });
    return file.follow(old, { text, lifeMs });
  }

  protected override async remove(key: string): Promise<void> {
    const file = this.file(key);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const old = await file.read();
      if (!old) return this.mustBeMounted();
      if (await file.follow(old, null)) return;
    }
    throw new UnavailableError('errors.store_away');
  }

  /** Two levels of 256 folders: a million values make about 16 files in each. */
  private file(key: string): ValueFile {
    const digest = createHash('sha256').update(key).digest('hex');
    return new ValueFile(join(this.folder, digest.slice(0, 2), digest.slice(2, 4), digest));
  }

  /** Errors: ENOENT, which the guard turns into "away": an empty mount point must not look like an empty store. */
  private mustBeMounted(): Promise<void> {
    return access(join(this.folder, MARKER));
  }
}
