import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Whether a browser asks for a page that nobody has asked it for yet, because somebody may do so next. */
export const isFetchedAhead = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  /^\s*prefetch\b/.test(String(headers['sec-purpose'] ?? ''));

/** What is fetched ahead shows cart and name as they were. Whoever changes anything has it thrown away, in all tabs. */
export const FORGET_AHEAD = { name: 'Clear-Site-Data', value: '"prefetchCache"' } as const;

/** Puts that on the answer to every request that may change something. */
export function forgetAhead(): RequestHandler {
  return ({ method }: Request, response: Response, next: NextFunction) => {
    if (method !== 'GET' && method !== 'HEAD') response.setHeader(FORGET_AHEAD.name, FORGET_AHEAD.value);
    next();
  };
}
