import type { Response } from 'express';

/** Sends the browser on to another page with GET, after a form above all. Without a page of its own, which no browser shows. */
export function seeOther(response: Response, where: string): void {
  response.status(303).location(where).setHeader('Content-Length', 0).end();
}
