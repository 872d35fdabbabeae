import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Env } from '../config/env.js';
import { ForbiddenError } from '../errors/shop-error.js';
import { hasOurCookie } from '../session/session-cookie.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Addresses called by servers, which prove themselves by a signature over the body instead. */
const SIGNED_CALLERS = /^\/webhooks\//;
/** Forms that act by the key in their address and by nothing else; no other site can send one that does harm. */
const KEYED_FORMS = /^\/account\/(recover|confirm|email)\/[A-Za-z0-9_-]{22}$/;

/**
 * Refuses unsafe requests that another site made the browser send.
 * `Sec-Fetch-Site` decides when it came (same-origin, or none: typed by the user). Else `Origin`, else `Referer`, must
 * be our own address. With none of the three, only a request without any cookie of ours passes: it acts for nobody.
 * Source: contract, "Unsafe methods"; ASVS 5.0 3.5.1. Errors: ForbiddenError.
 */
export function sameOrigin(env: Env): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (SAFE_METHODS.has(request.method) || SIGNED_CALLERS.test(request.path)) return next();
    if (KEYED_FORMS.test(request.path) && isUnnamed(request)) return next();
    const reason = refusal(request, env);
    next(reason === null ? undefined : new ForbiddenError(reason));
  };
}

/** Sent by a page with `Referrer-Policy: no-referrer`, in a browser (or over plain http) without `Sec-Fetch-Site`. */
const isUnnamed = ({ headers }: IncomingMessage): boolean =>
  headers['sec-fetch-site'] === undefined && headers.origin === 'null';

/** Message key of the reason to refuse, or null. */
export function refusal(request: IncomingMessage, env: Pick<Env, 'PUBLIC_URL' | 'isHttps'>): string | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? null : 'errors.other_site';
  const from = request.headers.origin ?? request.headers.referer;
  if (from !== undefined) return isOurs(from, request, env.PUBLIC_URL) ? null : 'errors.other_site';
  return hasOurCookie(request, env) ? 'errors.unknown_origin' : null;
}

/** With PUBLIC_URL the whole origin counts; without it only the host, since a proxy may have ended TLS. */
function isOurs(from: string, request: IncomingMessage, publicUrl: string | undefined): boolean {
  if (!URL.canParse(from)) return false;
  const url = new URL(from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (publicUrl) return url.origin === new URL(publicUrl).origin;
  const own = `${url.protocol}//${request.headers.host ?? ''}`;
  return URL.canParse(own) && url.origin === new URL(own).origin;
}
