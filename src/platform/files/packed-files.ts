import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import { pack, type Packing, PACKINGS } from './packing.js';

const PACKED = join(PROJECT_ROOT, 'dist', 'packed');
const BEST = 11;

const nameOf = (address: string, packing: Packing): string => `${basename(address)}.${packing}`;

/** As the build has packed it, as small as can be. What is newer than the build is packed now, and quickly. */
export const packedFile = (address: string, bytes: Buffer, packing: Packing): Promise<Buffer> =>
  readFile(join(PACKED, nameOf(address, packing))).catch(() => pack(bytes, packing));

/** For the build: packs files, by their addresses with hash, unless an earlier build did. Answers how many there are. */
export async function packFiles(files: ReadonlyMap<string, Buffer>, folder = PACKED): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const wanted = new Map(
    [...files].flatMap(([address, bytes]) =>
      PACKINGS.map((packing) => [nameOf(address, packing), { bytes, packing }] as const),
    ),
  );
  for (const name of readdirSync(folder)) if (!wanted.has(name)) rmSync(join(folder, name));
  await Promise.all(
    Array.from(wanted, async ([name, { bytes, packing }]) => {
      const file = join(folder, name);
      if (existsSync(file)) return;
      // Whole or not at all: a shop that runs meanwhile may read it, and the next build takes it as it is.
      await writeFile(`${file}.part`, await pack(bytes, packing, BEST));
      await rename(`${file}.part`, file);
    }),
  );
  return wanted.size;
}
