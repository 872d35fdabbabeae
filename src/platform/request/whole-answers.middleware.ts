import { gzip, gzipSync } from 'node:zlib';
import type { RequestHandler, Response } from 'express';
import { AT_ONCE, SMALLEST_BYTES } from '../files/packing.js';

/** More is packed on a thread beside: everybody else would wait. */
const MOST_AT_ONCE = 65_536;

/**
 * Text that is there as a whole (JSON, XML) leaves the process in one piece, with its length, packed when that saves something. A
 * stream would send the head first and the rest some milliseconds later: a process that freezes or is killed in between
 * leaves half an answer, and a balancer that has passed on its head can ask nobody else any more (docs/decisions/0067-what-the-balancer-sends-again.md).
 */
export function wholeAnswers(): RequestHandler {
  return (request, response, next) => {
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      if (typeof body !== 'string' || body.length < SMALLEST_BYTES) return send(body);
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings('gzip') !== 'gzip') return send(body);
      response.type(response.get('Content-Type') ?? 'html').setHeader('Content-Encoding', 'gzip');
      return sendPacked(response, Buffer.from(body), send);
    };
    next();
  };
}

function sendPacked(response: Response, body: Buffer, send: Response['send']): Response {
  if (body.length <= MOST_AT_ONCE) return send(gzipSync(body, AT_ONCE));
  gzip(body, AT_ONCE, (error, packed) => void (error ? response.destroy(error) : send(packed)));
  return response;
}
