import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pack, type Packing, PACKINGS } from '../../platform/files/packing.js';

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

/** A page whose holes are empty: the same bytes for everybody without a session, compressed once. */
export class FinishedPage {
  readonly etag: string;
  /** Names and values in turn, of an answer with this page; null until there has been one. */
  headers: string[] | null = null;
  private readonly bodies: Record<Encoding, Buffer | null>;

  constructor(html: string) {
    const identity = Buffer.from(html);
    this.etag = etagOf(identity);
    this.bodies = { identity, gzip: gzipSync(identity), br: null };
    const keep = (packed: Buffer) => (this.bodies.br = packed);
    // Some 20 ms on a thread beside; without it gzip does.
    pack(identity, 'br').then(keep, () => undefined);
  }

  /** The smallest there is of those that the browser takes. */
  body(accepts: (encoding: Encoding) => boolean): Packed {
    for (const encoding of PACKINGS) {
      const bytes = this.bodies[encoding];
      if (bytes && accepts(encoding)) return { encoding, parts: [bytes] };
    }
    return { encoding: 'identity', parts: [this.bodies.identity!] };
  }
}
