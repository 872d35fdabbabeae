import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { forgetConnectionWaits } from '../../platform/request/request-stats.js';

const KEPT = 'public, max-age=3600';

/**
 * Sends text that is made a batch at a time, no faster than it is read: memory holds one batch, whatever the whole is. Headers
 * wait for the first batch, so that a failure until then is an answer of its own; later ones end the connection.
 */
export async function sendBatches(
  response: Response,
  type: string,
  batches: AsyncGenerator<string>,
): Promise<void> {
  const first = await batches.next();
  setKept(response, type);
  if (response.req.method === 'HEAD') {
    await batches.return(undefined);
    return void response.end();
  }
  await pipeline(Readable.from(fromFirst(first.value as string, batches)), response).catch(unlessGone);
}

async function* fromFirst(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  for await (const batch of rest) {
    // The longest list is many short requests.
    forgetConnectionWaits();
    yield batch;
  }
}

/** Whoever stands in front may keep it for an hour. */
export function setKept(response: Response, type: string): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Cache-Control', KEPT);
}

/** Who asked has hung up. */
export function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
