import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import { activeTheme } from '../theme/theme.js';
import { DRAWN } from './drawn-pictures.js';

export interface Size {
  width: number;
  height: number;
}

const VIEW_BOX = /<svg[^>]*\sviewBox="0 0 ([\d.]+) ([\d.]+)"/;
const HEAD_BYTES = 1024;
const MOST_KNOWN = 10_000;

/** By address; files of `public/` do not change while a process runs, but when they are worked on, and then not in their size. */
const known = new Map<string, Size | null>();

/** Of an SVG below `/images/`, of the theme or ours; null for anything else. It is read once: the first kilobyte says it. */
export function drawnSize(address: string): Size | null {
  if (!DRAWN.test(address)) return null;
  const found = known.get(address);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const size = sizeIn(address);
  known.set(address, size);
  return size;
}

function sizeIn(address: string): Size | null {
  const folders = [activeTheme().folder, PROJECT_ROOT].map((folder) => join(folder, 'public', address));
  const file = folders.find((path) => existsSync(path));
  const [, width, height] = (file && VIEW_BOX.exec(headOf(file))) || [];
  return width && height ? { width: Math.round(Number(width)), height: Math.round(Number(height)) } : null;
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.toString('latin1', 0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}
