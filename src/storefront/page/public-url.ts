import type { Request } from 'express';
import type { Env } from '../../platform/config/env.js';
import { languageFolder } from '../../platform/language/page-address.js';

/** Origin of the shop as the world sees it, without a slash at the end: PUBLIC_URL, else what the request was sent to. */
export function publicOrigin(request: Request, env: Pick<Env, 'PUBLIC_URL'>): string {
  if (env.PUBLIC_URL) return new URL(env.PUBLIC_URL).origin;
  const own = `${request.protocol}://${request.headers.host ?? ''}`;
  return URL.canParse(own) ? new URL(own).origin : '';
}

/** What stands before the paths of pages in the current language: `https://shop.example/de`. For files it is `publicOrigin`. */
export const publicBase = (request: Request, env: Pick<Env, 'PUBLIC_URL'>): string =>
  publicOrigin(request, env) + languageFolder();
