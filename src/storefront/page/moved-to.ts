import type { Request, Response } from 'express';

/** Leads to `path` for good, with what the address asks for besides (variant, filters). For five minutes it need not be asked again. */
export function movedTo(path: string, { originalUrl }: Request, response: Response): void {
  const start = originalUrl.indexOf('?');
  response.setHeader('Cache-Control', 'public, max-age=300');
  response.redirect(301, start < 0 ? path : path + originalUrl.slice(start));
}
