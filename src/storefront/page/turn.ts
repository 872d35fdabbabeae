import type { Request, Response } from 'express';
import { visitorOf, type Visitor } from '../../platform/session/visitor.js';

/** One request, its answer, and who sent it. */
export interface Turn {
  request: Request;
  response: Response;
  visitor: Visitor;
}

/** For controllers that hand all three on. */
export function turnOf(response: Response): Turn {
  const request = response.req;
  return { request, response, visitor: visitorOf(request) };
}
