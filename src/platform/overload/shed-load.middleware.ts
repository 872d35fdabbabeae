import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isFetchedAhead } from '../request/fetched-ahead.js';
import type { Overload } from './overload.js';
import { priorityOf } from './priority.js';

/**
 * Refuses, while this process has more to do than it can, what matters least, and counts what is under way. Files and probes
 * pass; what is fetched ahead is as little as looking around. `refuse` ends the answer and must cost next to nothing.
 */
export function shedLoad(
  overload: Overload,
  refuse: (request: Request, response: Response) => void,
): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const priority = priorityOf(request.url);
    if (priority === null) return next();
    if (overload.refuses(isFetchedAhead(request) ? 'browse' : priority)) return refuse(request, response);
    const end = overload.begin();
    // A live stream finishes its response and goes on for minutes; an answer that nobody waits for is only closed.
    response.once('finish', end).once('close', end);
    next();
  };
}
