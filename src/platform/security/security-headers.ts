import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Env } from '../config/env.js';

/** The one inline style there is: Turbo brings its progress bar along and offers no way to leave it out. */
const TURBO_STYLE = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

/** Pages load nothing from elsewhere and run no other inline script or style. */
export function securityHeaders(env: Pick<Env, 'isHttps'>): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'media-src': ["'self'"],
        'style-src': ["'self'", TURBO_STYLE],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(env.isHttps ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: env.isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginResourcePolicy: { policy: 'same-site' },
    xFrameOptions: { action: 'deny' },
    // 'no-referrer' would make browsers send `Origin: null` with forms, which the same-origin rule must refuse.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
}

/** The same as names and values, for answers that do not pass through Express: they are alike for all requests. */
export function securityHeaderValues(env: Pick<Env, 'isHttps'>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const answer = {
    setHeader: (name: string, value: string) => found.set(name, value),
    removeHeader: () => undefined,
  };
  void securityHeaders(env)({} as never, answer as never, () => undefined);
  return found;
}
