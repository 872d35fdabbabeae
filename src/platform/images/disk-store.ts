import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assertName, type MediaFile, type MediaPart, type MediaStore } from './media-store.js';

/** Files below one folder; several machines need it shared. */
export class DiskStore implements MediaStore {
  constructor(private readonly folder: string) {}

  async open(): Promise<void> {}

  async close(): Promise<void> {}

  /** Written beside its place and flushed, then renamed: after a loss of power, too, it is whole or not there. */
  async put(name: string, bytes: Buffer): Promise<void> {
    const file = this.pathOf(name);
    await mkdir(dirname(file), { recursive: true });
    const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
    try {
      await writeFlushed(draft, bytes);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  read(name: string): Promise<Buffer | null> {
    return orNull(readFile(this.pathOf(name)));
  }

  async has(name: string): Promise<boolean> {
    return (await orNull(access(this.pathOf(name), constants.R_OK).then(() => true))) ?? false;
  }

  async size(name: string): Promise<number | null> {
    return orNull(stat(this.pathOf(name)).then(({ size }) => size));
  }

  async send(name: string, part?: MediaPart): Promise<MediaFile | null> {
    const file = await orNull(open(this.pathOf(name)));
    if (!file) return null;
    const size = part ? part.end - part.start + 1 : (await file.stat()).size;
    return { stream: file.createReadStream(part), size };
  }

  private pathOf(name: string): string {
    assertName(name);
    return join(this.folder, name);
  }
}

async function writeFlushed(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

const orNull = <T>(reading: Promise<T>): Promise<T | null> =>
  reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
