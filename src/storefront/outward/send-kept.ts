import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Response } from 'express';
import { sendBatches, setKept, unlessGone } from './send-batches.js';
import type { KeptFiles } from './kept-files.service.js';

/** `name` and `state` as `KeptFiles.packed` takes them; `type`: the media type. */
export interface WholeFile {
  name: string;
  state: string;
  type: string;
  make: () => AsyncGenerator<string>;
}

/** Sends a file of the whole shop: kept, packed as the reader likes, or not at all when he has it already. */
export async function sendKept(
  response: Response,
  files: KeptFiles,
  { name, state, type, make }: WholeFile,
): Promise<void> {
  const packed = await files.packed(name, state, make);
  if (!packed) return sendBatches(response, type, make());
  const { req: request } = response;
  setKept(response, type);
  response.vary('Accept-Encoding');
  response.setHeader('ETag', `W/"${createHash('sha1').update(packed).digest('base64url')}"`);
  if (request.fresh) return void response.status(304).end();
  if (request.acceptsEncodings('gzip', 'identity') === 'gzip') {
    response.setHeader('Content-Encoding', 'gzip').setHeader('Content-Length', packed.length);
    return void response.end(request.method === 'HEAD' ? undefined : packed);
  }
  if (request.method === 'HEAD') return void response.end();
  await pipeline(Readable.from([packed]), createGunzip(), response).catch(unlessGone);
}
