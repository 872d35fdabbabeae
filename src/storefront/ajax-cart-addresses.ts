import type { NextFunction, Request, RequestHandler, Response } from 'express';

const PAGES = /^\/cart(\/(add|change|update|clear))?$/;
const SCRIPT_TYPES = /\b(application\/json|application\/javascript|text\/javascript)\b/;

/**
 * Themes' scripts call the addresses of the forms (`/cart/add`) and ask for JSON in `Accept`: they get what
 * `/cart/add.js` answers, errors included. Browsers name text/html first, so pages and plain forms stay pages.
 */
export function ajaxCartAddresses(): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const accept = request.headers.accept ?? '';
    const wantsJson = SCRIPT_TYPES.test(accept) && !accept.includes('text/html');
    if (wantsJson && PAGES.test(request.path))
      request.url = request.url.replace(request.path, `${request.path}.js`);
    next();
  };
}
