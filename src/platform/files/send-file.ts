import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Assets, NameKind } from './assets.js';
import { PACKINGS } from './packing.js';
import type { StaticFile } from './static-file.js';

/**
 * How long a browser keeps a file, by the name it asked for. A hash that is not ours is that of an older or a newer release beside us
 * or before us: the page that names it needs a file, and nobody may remember ours under that name.
 */
const LIVES: Record<NameKind, string> = {
  hashed: 'public, max-age=31536000, immutable',
  plain: 'public, max-age=300',
  other: 'no-cache',
};

/** The one JSON that has a hash: what browsers may fetch ahead. They take it under its own type only. */
const TYPES: Record<string, string> = { '.json': 'application/speculationrules+json' };

export const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** Serves files with a hash in their addresses, from memory. */
export function serveAssets(assets: Assets): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const found = isReading(request) ? assets.find(request.path) : undefined;
    if (!found) return next();
    sendFile(request, response, found.file, LIVES[found.by]).catch(next);
  };
}

/** Answers with a file in the smallest packing that the browser takes; 304 when it has the file already. */
export async function sendFile(
  request: Request,
  response: Response,
  file: StaticFile,
  cacheControl: string,
): Promise<void> {
  response.setHeader('Cache-Control', cacheControl).setHeader('ETag', file.etag);
  if (file.isText) response.vary('Accept-Encoding');
  if (request.fresh) return void response.status(304).end();
  const takes = PACKINGS.filter((one) => file.isText && request.acceptsEncodings(one) === one);
  const body = await file.body(takes[0]);
  if (takes[0]) response.setHeader('Content-Encoding', takes[0]);
  response.type(TYPES[file.ending] ?? file.ending).setHeader('Content-Length', body.length);
  response.end(body);
}
