import type { IncomingMessage } from 'node:http';
import { sign } from 'cookie-signature';

/** `__Host-` makes browsers refuse the cookie from a sibling host or over plain http. */
export const sessionCookieName = (env: { isHttps: boolean }): string =>
  env.isHttps ? '__Host-cloudcart' : 'cloudcart';

/** What all our cookies have in common. */
export interface CookieRules {
  secure: boolean;
  sameSite: 'lax';
  httpOnly: true;
  path: '/';
}

export const cookieRules = (env: { isHttps: boolean }): CookieRules => ({
  secure: env.isHttps,
  sameSite: 'lax',
  httpOnly: true,
  path: '/',
});

export const messageCookieName = (env: { isHttps: boolean }): string => `${sessionCookieName(env)}-message`;

/** The parts of the Cookie header, split into those that bear our name and the others. */
export function sessionCookies(request: IncomingMessage, name: string): { ours: string[]; others: string[] } {
  const pairs = (request.headers.cookie ?? '').split(';').filter((pair) => pair.trim() !== '');
  const isOurs = (pair: string) => (pair.split('=', 1)[0] ?? '').trim() === name;
  return { ours: pairs.filter(isOurs), others: pairs.filter((pair) => !isOurs(pair)) };
}

/** The values of all cookies of one name: more than one, and somebody else has planted some of them. */
export const namedCookies = (request: IncomingMessage, name: string): string[] =>
  sessionCookies(request, name).ours.map((pair) => decoded(pair.slice(pair.indexOf('=') + 1).trim()));

/** At the name of a cookie that is the session's, or begins with it and a dash. Asked for every request, so nothing is split. */
const ourName = (env: { isHttps: boolean }) =>
  new RegExp(`(?:^|;)\\s*${sessionCookieName(env)}(?:-|\\s*(?:[=;]|$))`);
const OURS = { http: ourName({ isHttps: false }), https: ourName({ isHttps: true }) };

/** True when anything of ours is among the cookies of a request: session, message, or lines of a cart. */
export const hasOurCookie = (request: IncomingMessage, { isHttps }: { isHttps: boolean }): boolean =>
  OURS[isHttps ? 'https' : 'http'].test(request.headers.cookie ?? '');

/** True when the session's cookie was signed with another secret than the one that signs now. */
export function isSignedByOlderSecret(
  request: IncomingMessage,
  name: string,
  id: string,
  secret: string,
): boolean {
  const [value] = namedCookies(request, name);
  return value !== undefined && value !== `s:${sign(id, secret)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
