import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { pack, type Packing } from './packing.js';

const TEXTS = new Set(['.css', '.js', '.svg']);

/** The same for the same bytes, on every instance: 8 hexadecimal digits. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/** A file that is held in memory: its bytes, and those packed in each way that was asked for, made once. */
export class StaticFile {
  /** With its dot. */
  readonly ending: string;
  /** Weak: it stands for the file, however it is packed. */
  readonly etag: string;
  /** False for what is packed by its own nature, such as fonts. */
  readonly isText: boolean;
  private readonly packed = new Map<Packing, Promise<Buffer>>();

  /** `packer`: makes a packing the first time it is asked for. */
  constructor(
    name: string,
    private readonly bytes: Buffer,
    private readonly packer = (packing: Packing) => pack(bytes, packing),
  ) {
    this.ending = extname(name);
    this.etag = `W/"${hashOf(bytes)}"`;
    this.isText = TEXTS.has(this.ending);
  }

  body(packing?: Packing): Promise<Buffer> | Buffer {
    if (!packing) return this.bytes;
    const packed = this.packed.get(packing) ?? this.packer(packing);
    this.packed.set(packing, packed);
    return packed;
  }
}
