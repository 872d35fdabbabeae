import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DRAWN } from '../files/drawn-pictures.js';
import { publicFolders } from '../files/file-folders.js';

/** What a drawing weighs at most; a larger file is none. */
const MOST_BYTES = 2 ** 20;
const MOST_KNOWN = 10_000;

/** Of each address, what stands for its bytes; the files of `public/` do not change while a process runs. */
const known = new Map<string, string | null>();

/**
 * 64 hexadecimal digits that stand for what is in the drawing at `address`, of the theme or ours; null for anything else. Read once,
 * as a page is made.
 */
export function drawingHash(address: string): string | null {
  const found = known.get(address);
  if (found !== undefined) return found;
  const svg = drawingAt(address);
  const hash = svg === null ? null : createHash('sha256').update(svg).digest('hex');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(address, hash);
  return hash;
}

/** The text of that drawing; null for anything else. */
export function drawingAt(address: string): string | null {
  if (!DRAWN.test(address)) return null;
  const file = publicFolders()
    .map((folder) => join(folder, address))
    .find((path) => existsSync(path));
  if (!file || statSync(file).size > MOST_BYTES) return null;
  return readFileSync(file, 'utf8');
}
