import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, lookUpPublic } from '../../platform/security/public-address.js';

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const SECONDS = 5;

/** First bytes of the kinds of pictures that are taken. No SVG of others: it may carry script. */
const kinds: { extension: string; test(start: Buffer): boolean }[] = [
  { extension: 'jpg', test: (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { extension: 'png', test: (b) => b.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) },
  { extension: 'gif', test: (b) => b.toString('latin1', 0, 4) === 'GIF8' },
  {
    extension: 'webp',
    test: (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
  },
  { extension: 'avif', test: (b) => /^ftypavi[fs]$/.test(b.toString('latin1', 4, 12)) },
];

export const extensions = kinds.map((kind) => kind.extension);

function assertAllowed(url: URL): void {
  if (url.protocol !== 'https:') throw new Error('only https addresses are fetched');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new Error(`${host} is no public address`);
}

function answer(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { lookup: lookUpPublic, signal, headers: { Accept: 'image/*' } }, resolve).on('error', reject);
  });
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES / 1024 / 1024} MB`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function follow(url: URL, signal: AbortSignal, redirects: number): Promise<Buffer> {
  assertAllowed(url);
  const response = await answer(url, signal);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location && redirects < MOST_REDIRECTS) {
    response.destroy();
    return follow(new URL(headers.location, url), signal, redirects + 1);
  }
  if (statusCode === 200) return bodyOf(response);
  response.destroy();
  throw new Error(`answered ${statusCode}`);
}

/**
 * A picture from a public https address, within 5 s and 20 MB, three redirects at most, each checked like the first.
 * Errors: an Error whose message says for staff why not.
 */
export async function fetchImage(address: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(SECONDS * 1000);
  const bytes = await follow(new URL(address), signal, 0).catch((error: Error) => {
    throw signal.aborted ? new Error(`no answer within ${SECONDS} s`) : error;
  });
  if (!kinds.some(({ test }) => test(bytes))) throw new Error('not a JPEG, PNG, GIF, WebP or AVIF picture');
  return bytes;
}
