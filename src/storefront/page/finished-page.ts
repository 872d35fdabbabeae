import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pack, type Packing } from '../../platform/files/packing.js';

export type Encoding = Packing | 'identity';

/** A body, in parts that follow each other, and how it is packed. */
export interface Packed {
  encoding: Encoding;
  parts: readonly Buffer[];
}

export const lengthOf = ({ parts }: Packed): number => parts.reduce((sum, { length }) => sum + length, 0);

/** Ends an answer whose head is known with its body, in one piece for the system. */
export function endWith(response: ServerResponse, { parts }: Packed): void {
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
}

/** Weak: it stands for a page, however it is packed. */
export const etagOf = (html: string | Buffer): string =>
  `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;

/** A page is packed small for the second one who takes it so: most pages of a long tail are made for one visitor. */
const WORTH_BROTLI = 2;

/** At a time in a process: else pages that change together would take all threads from those who wait. */
const MOST_PACKED_AT_ONCE = 1;
let packedNow = 0;

/** A page whose holes are empty: the same bytes for everybody without a session, compressed once and not before somebody wants it. */
export class FinishedPage {
  readonly etag: string;
  /** Names and values in turn, of an answer with this page; null until there has been one. */
  headers: string[] | null = null;
  private readonly identity: Buffer;
  private gzip: Buffer | null = null;
  private br: Buffer | null = null;
  private timesWanted = 0;
  private isPacking = false;

  constructor(html: string) {
    this.identity = Buffer.from(html);
    this.etag = etagOf(this.identity);
  }

  /** The smallest there is of those that the browser takes. */
  body(accepts: (encoding: Encoding) => boolean): Packed {
    if (accepts('br')) {
      if (this.br) return { encoding: 'br', parts: [this.br] };
      this.wantBrotli();
    }
    if (!accepts('gzip')) return { encoding: 'identity', parts: [this.identity] };
    this.gzip ??= gzipSync(this.identity);
    return { encoding: 'gzip', parts: [this.gzip] };
  }

  /** Some 20 ms on a thread beside; gzip does meanwhile. Where there is no place for it now, the next one asks again. */
  private wantBrotli(): void {
    this.timesWanted += 1;
    if (this.timesWanted < WORTH_BROTLI || this.isPacking || packedNow >= MOST_PACKED_AT_ONCE) return;
    this.isPacking = true;
    packedNow += 1;
    pack(this.identity, 'br')
      .then((packed) => void (this.br = packed))
      .catch(() => undefined)
      .finally(() => (packedNow -= 1));
  }
}
