import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

class TooLarge extends Error {}

/** All of `batches` with gzip, packed while they are made; null, and no more is read, when that takes more than `most` bytes. */
export async function packedWithin(batches: AsyncGenerator<string>, most: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const keep = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part);
      bytes += part.length;
      done(bytes > most ? new TooLarge() : null);
    },
  });
  try {
    await pipeline(Readable.from(batches), createGzip(), keep);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
  return Buffer.concat(parts);
}
