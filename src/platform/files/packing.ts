import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Names of `Content-Encoding`, the smaller one first. */
export const PACKINGS = ['br', 'gzip'] as const;
export type Packing = (typeof PACKINGS)[number];

/** Less is sent as it is: the head of the answer is longer. */
export const SMALLEST_BYTES = 1024;

/** Of gzip, for what is packed in the middle of an answer: a third of the work of the usual 6 for an eighth more bytes. */
export const AT_ONCE = { level: 1 };

/** For what is packed while somebody waits: a small part of the time of the smallest, for a tenth more bytes. */
const QUICK = 9;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** On a thread beside. `quality`: of Brotli, up to 11. */
export function pack(bytes: Buffer, packing: Packing, quality = QUICK): Promise<Buffer> {
  if (packing === 'gzip') return zip(bytes, { level: constants.Z_BEST_COMPRESSION });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotli(bytes, { params });
}
