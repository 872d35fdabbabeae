import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { publicFolders } from './file-folders.js';

/** Nothing that could lead out of the folder. */
const OWN = /^(?:\/[\w-][\w.-]*)+$/;

/** What the shop serves at an address because it lies in `public/`, of the theme or ours; null for any other, and for more than `mostBytes`. */
export async function ownFile(address: string, mostBytes: number): Promise<Buffer | null> {
  if (!OWN.test(address)) return null;
  for (const folder of publicFolders()) {
    const path = join(folder, address);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return found.size > mostBytes ? null : readFile(path);
  }
  return null;
}
