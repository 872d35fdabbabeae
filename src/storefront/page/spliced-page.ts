import { constants, crc32, deflateRawSync } from 'node:zlib';
import { Checksum } from './checksum.js';

/** RFC 1952: deflate, no name, no time, unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** RFC 1951: a last block with nothing in it. */
const END = Buffer.from([3, 0]);
const MOST_STORED = 65_535;

/** Less is cheaper to copy than to send as a part of its own. */
const LARGE_BYTES = 4096;

class Piece {
  readonly text: Buffer;
  private zipped: { deflated: Buffer; checksum: Checksum } | null = null;

  constructor(text: string) {
    this.text = Buffer.from(text);
  }

  /** Made when the first visitor wants it so. */
  get packed(): { deflated: Buffer; checksum: Checksum } {
    // A full flush ends at a whole byte and lets nothing after it refer to what is before.
    const deflate = () => deflateRawSync(this.text, { finishFlush: constants.Z_FULL_FLUSH });
    this.zipped ??= { deflated: deflate(), checksum: new Checksum(this.text) };
    return this.zipped;
  }
}

/**
 * A page whose large pieces are made ready once and whose small ones differ from visitor to visitor. Compressed it is a gzip
 * stream (RFC 1952) put together from blocks, for a fortieth of the work of compressing the whole.
 */
export class SplicedPage {
  private readonly pieces: Piece[];

  constructor(texts: readonly string[]) {
    this.pieces = texts.map((text) => new Piece(text));
  }

  /** In parts: large pieces are sent as they lie, and copied for nobody. `between`: one text less than there are pieces. */
  plain(between: readonly string[]): Buffer[] {
    const parts: Buffer[] = [];
    let small: Buffer[] = [];
    const flush = () => {
      if (small.length > 0) parts.push(Buffer.concat(small));
      small = [];
    };
    this.pieces.forEach(({ text }, at) => {
      if (text.length >= LARGE_BYTES) {
        flush();
        parts.push(text);
      } else small.push(text);
      if (between[at]) small.push(Buffer.from(between[at]));
    });
    flush();
    return parts;
  }

  /** The same, compressed. */
  gzip(between: readonly string[]): Buffer {
    const blocks: Buffer[] = [HEAD];
    let [sum, size] = [0, 0];
    this.pieces.forEach(({ text, packed }, at) => {
      blocks.push(packed.deflated);
      sum = packed.checksum.after(sum);
      size += text.length;
      if (!between[at]) return;
      const more = Buffer.from(between[at]);
      blocks.push(...stored(more));
      sum = crc32(more, sum);
      size += more.length;
    });
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(sum, 0);
    tail.writeUInt32LE(size % 2 ** 32, 4);
    return Buffer.concat([...blocks, END, tail]);
  }
}

/** Blocks that are not compressed. */
function stored(text: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = 0; at < text.length; at += MOST_STORED) {
    const part = text.subarray(at, at + MOST_STORED);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(part.length, 1);
    head.writeUInt16LE(part.length ^ 0xffff, 3);
    blocks.push(head, part);
  }
  return blocks;
}
