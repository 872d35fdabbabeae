import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Tap, type Sums } from './sums.js';

/** Files below a folder, named from there; a draft begins with a dot, and is none yet. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Copies one file, and answers its sum and size. */
async function copy(from: string, to: string): Promise<Tap> {
  await mkdir(dirname(to), { recursive: true });
  const tap = new Tap();
  await pipeline(createReadStream(from), tap.through, createWriteStream(to));
  return tap;
}

/** Copies all pictures into `folder`/`name` and adds their sums. After the database, so that it names none that is missing. */
export async function savePictures(
  media: string,
  folder: string,
  name: string,
  sums: Sums,
): Promise<{ files: number; bytes: number }> {
  const files = await filesBelow(media);
  let bytes = 0;
  for (const file of files) {
    const tap = await copy(join(media, file), join(folder, name, file));
    sums.set(join(name, file), tap.sum());
    bytes += tap.bytes;
  }
  return { files: files.length, bytes };
}

/** Puts back what is not there, or has another size: a picture's name says what is in it. Answers how many that were. */
export async function restorePictures(from: string, media: string): Promise<number> {
  let restored = 0;
  for (const file of await filesBelow(from)) {
    const [kept, there] = await Promise.all([
      stat(join(from, file)),
      stat(join(media, file)).catch(() => null),
    ]);
    if (there?.size === kept.size) continue;
    const draft = join(media, dirname(file), `.restored-${process.pid}`);
    await copy(join(from, file), draft).catch(async (error: unknown) => {
      await rm(draft, { force: true });
      throw error;
    });
    await rename(draft, join(media, file));
    restored += 1;
  }
  return restored;
}
