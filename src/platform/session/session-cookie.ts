import type { IncomingMessage } from 'node:http';

/** `__Host-` makes browsers refuse the cookie from a sibling host or over plain http. */
export const sessionCookieName = (env: { isHttps: boolean }): string =>
  env.isHttps ? '__Host-cloudcart' : 'cloudcart';

/** The parts of the Cookie header, split into those that bear our name and the others. */
export function sessionCookies(request: IncomingMessage, name: string): { ours: string[]; others: string[] } {
  const pairs = (request.headers.cookie ?? '').split(';').filter((pair) => pair.trim() !== '');
  const isOurs = (pair: string) => (pair.split('=', 1)[0] ?? '').trim() === name;
  return { ours: pairs.filter(isOurs), others: pairs.filter((pair) => !isOurs(pair)) };
}
