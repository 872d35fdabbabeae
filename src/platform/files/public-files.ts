import {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
  static as serveStatic,
} from 'express';
import type { Env } from '../config/env.js';
import { drawnPictures } from './drawn-pictures.js';
import { publicFolders, publicNames } from './file-folders.js';

const RULES = { index: false, redirect: false } as const;
const HOUR_SECONDS = 3600;

/**
 * Serves what is in `public/`, of the theme and ours, and has no hash in its address.
 * Only addresses below one of these folders are looked up on the disk: a look-up for every page cost 8 % of its time.
 * The name of a picture of `public/` says nothing of what is in it, so a browser asks again after an hour, and each time while the
 * shop is worked on.
 */
export function publicFiles({ RELOAD_VIEWS }: Env): RequestHandler {
  const seconds = RELOAD_VIEWS === '1' ? 0 : HOUR_SECONDS;
  const servePublic = Router();
  for (const folder of publicFolders())
    servePublic
      .use(drawnPictures(folder, `public, max-age=${seconds}`))
      .use(serveStatic(folder, { ...RULES, maxAge: seconds * 1000 }));
  const folders = publicNames();
  return (request: Request, response: Response, next: NextFunction) => {
    const [, folder = '', ...rest] = request.path.split('/');
    if (rest.length > 0 && folders.has(folder)) return servePublic(request, response, next);
    next();
  };
}
