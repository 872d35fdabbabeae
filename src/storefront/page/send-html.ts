import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { AT_ONCE, SMALLEST_BYTES } from '../../platform/files/packing.js';
import { Memo } from '../../platform/memo/memo.js';
import { endWith, etagOf, type FinishedPage, lengthOf, type Packed } from './finished-page.js';
import type { Filling } from './hole-filling.service.js';
import type { KeptPage } from './kept-pages.js';
import { lastingHeaders } from './lasting-headers.js';

/** Some 10 MB at most. */
const MOST_KEPT = 150;

/** Pages that show nobody's own things, compressed, by their HTML. The same one is asked for again and again. */
const kept = new Memo<Buffer>(MOST_KEPT);

/**
 * Ends an answer with a whole page, compressed when the browser takes it. In one go: a page is there at once, and
 * handing it to a stream and its threads piece by piece takes three times the CPU of compressing it.
 * With `isShared` the answer carries an ETag, and is 304 when the browser has the page already. A page that is
 * `isPersonal` is kept nowhere.
 */
export function sendHtml(
  request: Request,
  response: Response,
  html: string,
  { isShared, isPersonal }: { isShared: boolean; isPersonal: boolean },
): void {
  response.type('html').vary('Accept-Encoding');
  const isZipped = html.length >= SMALLEST_BYTES && request.acceptsEncodings('gzip') === 'gzip';
  if (isZipped) response.setHeader('Content-Encoding', 'gzip');
  const body = isZipped ? zip(html, !isPersonal) : Buffer.from(html);
  if (isShared) return void response.setHeader('ETag', etagOf(html)).send(body);
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

function zip(html: string, mayKeep: boolean): Buffer {
  const known = mayKeep ? kept.get(html) : undefined;
  if (known) return known;
  const zipped = gzipSync(html, AT_ONCE);
  return mayKeep ? kept.set(html, zipped) : zipped;
}

/** Ends an answer with a page that is the same for everybody without a session; 304 when the browser has it already. */
export function sendFinished(request: Request, response: Response, page: FinishedPage): void {
  response.type('html').vary('Accept-Encoding').setHeader('ETag', page.etag);
  page.headers ??= lastingHeaders(response.getHeaders());
  if (request.fresh) return void response.status(304).end();
  sendPacked(
    response,
    page.body((one) => request.acceptsEncodings(one) === one),
  );
}

/** Ends an answer with a page that was made before and what belongs to this visitor. */
export function sendSpliced(request: Request, response: Response, page: KeptPage, filling: Filling): void {
  response.type('html').vary('Accept-Encoding');
  page.visitorHeaders ??= lastingHeaders(response.getHeaders());
  sendPacked(response, packedFor(page, filling, request.acceptsEncodings('gzip') === 'gzip'));
}

function sendPacked(response: Response, packed: Packed): void {
  if (packed.encoding !== 'identity') response.setHeader('Content-Encoding', packed.encoding);
  response.setHeader('Content-Length', lengthOf(packed));
  endWith(response, packed);
}

/** The bytes of a page for one visitor. */
export function packedFor({ frame, spliced }: KeptPage, filling: Filling, isZipped: boolean): Packed {
  const between = frame.holes.map((hole) => filling[hole]);
  return isZipped
    ? { encoding: 'gzip', parts: [spliced.gzip(between)] }
    : { encoding: 'identity', parts: spliced.plain(between) };
}
