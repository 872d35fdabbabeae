import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, lookUpPublic } from '../../platform/security/public-address.js';

const MOST_REDIRECTS = 3;

export interface FetchLimits {
  mostBytes: number;
  seconds: number;
  /** What is asked for, as `Accept` says it. */
  accept: string;
}

function assertAllowed(url: URL): void {
  if (url.protocol !== 'https:') throw new Error('only https addresses are fetched');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new Error(`${host} is no public address`);
}

function answer(url: URL, accept: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { lookup: lookUpPublic, signal, headers: { Accept: accept } }, resolve).on('error', reject);
  });
}

async function bodyOf(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes)
      throw new Error(`larger than ${mostBytes / 1024 / 1024} MB; please save it smaller`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function follow(
  url: URL,
  limits: FetchLimits,
  signal: AbortSignal,
  redirects: number,
): Promise<Buffer> {
  assertAllowed(url);
  const response = await answer(url, limits.accept, signal);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location && redirects < MOST_REDIRECTS) {
    response.destroy();
    return follow(new URL(headers.location, url), limits, signal, redirects + 1);
  }
  if (statusCode === 200) return bodyOf(response, limits.mostBytes);
  response.destroy();
  throw new Error(`answered ${statusCode}`);
}

/**
 * A file from a public https address, within the limits, three redirects at most, each checked like the first.
 * Errors: an Error whose message says for staff why not.
 */
export async function fetchFile(address: string, limits: FetchLimits): Promise<Buffer> {
  const signal = AbortSignal.timeout(limits.seconds * 1000);
  return follow(new URL(address), limits, signal, 0).catch((error: Error) => {
    throw signal.aborted ? new Error(`no answer within ${limits.seconds} s`) : error;
  });
}
