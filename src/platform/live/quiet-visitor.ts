import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isInBackground } from '../request/background.js';
import { attachVisitor, visitorOf, type Visitor } from '../session/visitor.js';

const nothing = { value: () => Promise.resolve(null) };

/** In the background nobody reads the message that waits for the next page, so it is left waiting. Stands after the session. */
export function quietVisitor(): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (isInBackground())
      attachVisitor(request, Object.create(visitorOf(request), { takeFlash: nothing }) as Visitor);
    next();
  };
}
