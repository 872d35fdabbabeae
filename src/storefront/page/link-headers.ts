import type { Response } from 'express';

/** For pages whose address is a key: it must not travel on to another address, nor into a search engine. */
export function keepKeyHere(response: Response): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Robots-Tag', 'noindex');
}

/** The same when the key opens nothing: a form of such a page may say where it comes from, as the same-origin rule asks. */
export function keepDeadKeyHere(response: Response): void {
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Robots-Tag', 'noindex');
}
