import type { Request } from 'express';
import type { Env } from '../../platform/config/env.js';

/** Origin of the shop as the world sees it, without a slash at the end: PUBLIC_URL, else what the request was sent to. */
export function publicUrl(request: Request, env: Pick<Env, 'PUBLIC_URL'>): string {
  if (env.PUBLIC_URL) return new URL(env.PUBLIC_URL).origin;
  const own = `${request.protocol}://${request.headers.host ?? ''}`;
  return URL.canParse(own) ? new URL(own).origin : '';
}
