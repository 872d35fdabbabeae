import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainRefusal } from './plain-refusal.js';

/** As `sha256sum` writes it, so that `sha256sum -c SHA256SUMS` in the folder says the same as we. */
const SUMS = 'SHA256SUMS';

/** SHA-256 of each file of a backup, by its name in it. */
export type Sums = Map<string, string>;

/** Passes pieces on, and has their sum and size at the end. */
export class Tap {
  bytes = 0;
  private readonly hash: Hash = createHash('sha256');

  readonly through = async function* (this: Tap, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      this.bytes += piece.length;
      this.hash.update(piece);
      yield piece;
    }
  }.bind(this);

  sum(): string {
    return this.hash.digest('hex');
  }
}

export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}

/** The last file of a backup: whatever is not in it yet does not count. */
export async function writeSums(folder: string, sums: Sums): Promise<void> {
  const lines = Array.from(sums, ([name, sum]) => `${sum}  ${name}\n`);
  await writeFile(join(folder, SUMS), lines.join(''), { flush: true });
}

async function readSums(folder: string): Promise<Sums> {
  const text = await readFile(join(folder, SUMS), 'utf8').catch(() => {
    throw new PlainRefusal(`${folder} has no ${SUMS}: it was not finished, or not copied completely.`);
  });
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/**
 * Reads every byte of a backup. `needed`: files that it must name. Answers how many files and bytes that were. Errors:
 * PlainRefusal, naming the first file that is missing, cut off or changed.
 */
export async function checkSums(
  folder: string,
  needed: readonly string[],
): Promise<{ files: number; bytes: number }> {
  const sums = await readSums(folder);
  const refuse = (name: string, what: string): never => {
    throw new PlainRefusal(
      `${join(folder, name)} ${what}. Nothing was restored; take another copy of this backup.`,
    );
  };
  for (const name of needed)
    if (!sums.has(name)) refuse(SUMS, `does not name ${name}: it was cut off or changed`);
  let bytes = 0;
  for (const [name, sum] of sums) {
    const { size } = await stat(join(folder, name)).catch(() => refuse(name, 'is missing'));
    bytes += size;
    if ((await sumOf(join(folder, name))) !== sum)
      refuse(name, 'was cut off or changed since it was written');
  }
  return { files: sums.size, bytes };
}
