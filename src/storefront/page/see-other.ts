import type { Response } from 'express';

/** Ends a form's answer: the browser goes on with GET. Without a page of its own, which no browser shows. */
export function seeOther(response: Response, where: string): void {
  response.status(303).location(where).setHeader('Content-Length', 0).end();
}
