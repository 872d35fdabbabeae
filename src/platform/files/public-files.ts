import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  static as serveStatic,
} from 'express';
import { PROJECT_ROOT } from '../config/paths.js';

const PUBLIC = join(PROJECT_ROOT, 'public');
const RULES = { index: false, redirect: false } as const;

/**
 * Serves `public/`, and pictures that an import fetched (`mediaDir`) below `/media/`. Only addresses below one of
 * these folders are looked up on the disk: a look-up for every page cost 8 % of its time.
 * Files of `public/` carry no hash in their names, so a browser asks again after an hour; a picture's name is made from
 * where it came from, and it stays.
 */
export function publicFiles(mediaDir: string): RequestHandler {
  const serveMedia = serveStatic(mediaDir, { ...RULES, maxAge: '30d' });
  const servePublic = serveStatic(PUBLIC, { ...RULES, maxAge: '1h' });
  const folders = new Set(readdirSync(PUBLIC));
  return (request: Request, response: Response, next: NextFunction) => {
    const [, folder = '', ...rest] = request.path.split('/');
    if (rest.length === 0) return next();
    if (folders.has(folder)) return servePublic(request, response, next);
    if (folder !== 'media') return next();
    request.url = request.url.slice('/media'.length);
    serveMedia(request, response, (error?: unknown) => {
      request.url = `/media${request.url}`;
      next(error);
    });
  };
}
