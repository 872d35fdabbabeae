import type { IncomingMessage } from 'node:http';
import type { Env } from '../../platform/config/env.js';
import { namedCookies, sessionCookieName } from '../../platform/session/session-cookie.js';

type Settings = Pick<Env, 'isHttps' | 'CURRENCY'>;

export const currencyCookieName = (env: Settings): string => `${sessionCookieName(env)}-currency`;

/**
 * The currency that a browser has chosen, as its cookie says; null for the shop's own, and for anything that is no code. It is not
 * signed, since it can do no more than pick one of the lists that there are: whether there is one is for who asks.
 */
export function wantedCurrency(request: IncomingMessage, env: Settings): string | null {
  if (!request.headers.cookie?.includes('-currency=')) return null;
  const [code, ...more] = namedCookies(request, currencyCookieName(env));
  if (code === undefined || more.length > 0 || !/^[A-Z]{3}$/.test(code)) return null;
  return code === env.CURRENCY ? null : code;
}

/** Under which a page is kept: its address with the folder of its language, and the currency of its prices unless that is the shop's own. */
export const keptName = (address: string, currency: string | null): string =>
  currency === null ? address : `${address} ${currency}`;
