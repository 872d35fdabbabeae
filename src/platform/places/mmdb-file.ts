import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Begins the description at the end of every MaxMind DB file (format specification 2.0, "Database Metadata"). */
const MARK = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The description is at most this long. */
const TAIL_BYTES = 128 * 1024;

/** True when there is a file at `path`, and it is a MaxMind database. Reads only its end. */
export function isMmdbFile(path: string): boolean {
  try {
    return tailOf(path).includes(MARK);
  } catch {
    return false;
  }
}

function tailOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return tail;
  } finally {
    closeSync(file);
  }
}
