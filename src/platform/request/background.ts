import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isFetchedAhead } from './fetched-ahead.js';

const storage = new AsyncLocalStorage<true>();

/** Header by which our scripts say that nobody asked for this request: it follows a change made elsewhere. */
const HEADER = 'x-background';
const STREAM = '/live';

/**
 * True while a request is served that a page or a browser sent by itself. It must look like nobody was there: a session's idle
 * time goes on, and a message for the next page waits for a page that somebody reads.
 */
export const isInBackground = (): boolean => storage.getStore() === true;

/** Marks such requests: live streams, GET with `X-Background: 1`, and what is fetched ahead. */
export function markBackground(): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    const isMarked = request.path === STREAM || request.headers[HEADER] === '1' || isFetchedAhead(request);
    if (isReading && isMarked) storage.run(true, next);
    else next();
  };
}
