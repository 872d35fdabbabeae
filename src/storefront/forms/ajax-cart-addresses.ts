import type { NextFunction, Request, RequestHandler, Response } from 'express';

const PAGES = /^\/cart(\/(add|change|update|clear))?$/;
const SCRIPT_TYPES = /\b(application\/json|application\/javascript|text\/javascript)\b/;

/** By the `Accept` header of a request. */
export const wantsScriptAnswer = (accept = ''): boolean =>
  SCRIPT_TYPES.test(accept) && !accept.includes('text/html');

/**
 * Themes' scripts call the addresses of the forms (`/cart/add`) and ask for JSON in `Accept`: they get what
 * `/cart/add.js` answers, errors included. Browsers name text/html first, so pages and plain forms stay pages.
 */
export function ajaxCartAddresses(): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (wantsScriptAnswer(request.headers.accept) && PAGES.test(request.path))
      request.url = request.url.replace(request.path, `${request.path}.js`);
    next();
  };
}
