import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DUMP, MANIFEST, readManifest, type Manifest } from './manifest.js';
import { PlainRefusal } from './plain-refusal.js';
import { RowCounter } from './row-counter.js';
import { megabytes } from './step.js';
import { checkSums } from './sums.js';

/** Unpacks the whole dump and counts the rows in it. */
async function rowsOf(folder: string): Promise<Map<string, number>> {
  const counter = new RowCounter();
  await pipeline(
    createReadStream(join(folder, DUMP)),
    createGunzip(),
    async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) counter.feed(piece);
    },
  );
  return counter.rows;
}

/** Reads a whole backup. Errors: PlainRefusal when a byte of it is missing or not what was written. */
export async function checkBackup(folder: string): Promise<{ manifest: Manifest; detail: string }> {
  const manifest = await readManifest(folder);
  const { files, bytes } = await checkSums(folder, [DUMP, MANIFEST]);
  const rows = await rowsOf(folder);
  for (const [name, count] of Object.entries(manifest.tables))
    if ((rows.get(name) ?? 0) !== count)
      throw new PlainRefusal(
        `${join(folder, DUMP)} has ${rows.get(name) ?? 0} rows of ${name}, not ${count}.`,
      );
  return { manifest, detail: `${files} files, ${megabytes(bytes)}, as they were written` };
}
