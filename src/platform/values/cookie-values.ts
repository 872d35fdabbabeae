import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The values of one request: those that came in its cookie, or those that will go out with the answer. */
export interface CookieJar {
  request: IncomingMessage;
  response: ServerResponse;
  values?: Promise<CookieEntries>;
  /** The values go out with the answer. */
  isSet?: boolean;
  /** Changes of one request, one after the other. */
  changes: Promise<unknown>;
}

/** By key: text, version, and when it is over (milliseconds since 1970). */
export type CookieEntries = ReadonlyMap<string, readonly [string, string, number]>;

const jars = new AsyncLocalStorage<CookieJar>();

/** Express middleware: lets the cookie store see the request and the answer. Comes before whatever reads sessions. */
export const cookieValues =
  () =>
  (request: IncomingMessage, response: ServerResponse, next: () => void): void =>
    jars.run({ request, response, changes: Promise.resolve() }, next);

export function currentJar(): CookieJar {
  const jar = jars.getStore();
  if (!jar) throw new TypeError('values that live in a cookie exist only within a request');
  return jar;
}

/** Null when there is none. Of two with this name somebody else has planted one: neither counts. */
export function readCookie(request: IncomingMessage, name: string): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const [ours, ...more] = pairs.filter((pair) => pair.startsWith(`${name}=`));
  return ours === undefined || more.length > 0 ? null : ours.slice(name.length + 1);
}

/** Puts a cookie in the place of the one of the same name. */
export function setCookie(response: ServerResponse, name: string, cookie: string): void {
  const set = [response.getHeader('Set-Cookie') ?? []].flat().map(String);
  response.setHeader('Set-Cookie', [...set.filter((other) => !other.startsWith(`${name}=`)), cookie]);
}
