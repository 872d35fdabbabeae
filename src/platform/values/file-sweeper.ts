import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { ifThere, removeStale, ValueFile } from './value-file.js';

const EVERY_MS = 60_000;
const FOLDERS = 256;
/** Clocks of instances differ; what is over has this long before its file goes. */
const GRACE_MS = 60_000;
const MOST_FILES = 2000;

/**
 * Removes the files of values that are over: every minute those below one of the 256 first folders, at most 2,000 files
 * looked at, so a round takes four hours and never much of the file system's time. Every instance may run one.
 */
export class FileSweeper {
  private readonly log = new Logger(FileSweeper.name);
  private folder = Math.floor(Math.random() * FOLDERS);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void> | undefined;

  constructor(private readonly root: string) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.sweepNext()
        .catch((error: Error) => this.log.warn(error.message))
        .finally(() => (this.running = undefined));
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async sweepNext(): Promise<void> {
    this.folder = (this.folder + 1) % FOLDERS;
    const first = join(this.root, this.folder.toString(16).padStart(2, '0'));
    let left = MOST_FILES;
    for (const second of await list(first))
      for (const name of (await list(join(first, second))).slice(0, left)) {
        left -= 1;
        await this.look(join(first, second, name));
      }
  }

  private async look(path: string): Promise<void> {
    if (path.includes('.after-')) return removeStale(path);
    const found = await ifThere(stat(path));
    if (!found || found.mtimeMs > Date.now() - GRACE_MS) return;
    const file = new ValueFile(path);
    const value = await file.read();
    if (value && value.expiresAt.getTime() <= Date.now() - GRACE_MS) await file.follow(value, null);
  }
}

const list = async (folder: string): Promise<string[]> => (await ifThere(readdir(folder))) ?? [];
