import type { Request } from 'express';
import { withoutLanguageOf } from '../../platform/language/page-address.js';
import { isFields } from '../forms/fields.js';
import { returnTo } from '../forms/return-to.js';

/**
 * Path to which a form at the foot of a page leads back. A page that a form was answered with has no address that could be opened:
 * then where that form would have led to, else the page it stood on, else the start page. `origin`: of the shop, as browsers see it.
 */
export function wayBack(
  request: Pick<Request, 'method' | 'originalUrl' | 'headers'> & { body?: unknown },
  origin: string,
): string {
  if (request.method === 'GET' || request.method === 'HEAD') return request.originalUrl;
  const wanted = isFields(request.body) ? request.body['return_to'] : undefined;
  return returnTo(wanted, returnTo(pathIn(request.headers.referer, origin), '/'));
}

/** Of an address of this shop, without its language; null for any other. */
function pathIn(address: string | undefined, origin: string): string | null {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.origin === origin ? withoutLanguageOf(url.pathname + url.search) : null;
}
