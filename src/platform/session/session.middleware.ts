import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { UnavailableError } from '../errors/shop-error.js';
import type { Announcer } from '../values/announcer.js';
import { RedisLink } from '../redis/redis-link.js';
import type { ValueStore } from '../values/value-store.js';
import { messageCookie } from './message-cookie.js';
import { cookieRules, sessionCookieName, sessionCookies } from './session-cookie.js';
import { ReadAhead } from './read-ahead.js';
import { formatSessionId, minuteOf, newSid } from './session-id.js';
import { sessionLife } from './session-record.js';
import { SessionStore } from './session-store.js';
import { ValueSessions } from './value-sessions.js';
import { cartToBegin, SessionVisitor, type SessionParts } from './session-visitor.js';
import { attachVisitor } from './visitor.js';

type ExpressParts = SessionParts & { store: SessionStore | ValueSessions };

interface Helpers {
  /** What else is read together with a session. */
  ahead?: ReadAhead;
  /** Tells open pages what happens to sessions that live in values. */
  announcer?: Announcer | undefined;
  /** Where somebody signs in, roughly. */
  placeOf?: (request: Request) => string | null;
}

/**
 * Reads the session of a request, if its cookie is ours, and attaches the visitor. Needs nothing of the store (`place`)
 * when no cookie came. When it is away the request goes on as a guest whose `storeIsAway` is true.
 */
export function sessionMiddleware(
  env: Env,
  place: RedisLink | ValueStore,
  clock: Clock,
  { ahead = new ReadAhead(), announcer, placeOf = () => null }: Helpers = {},
): RequestHandler {
  const parts = { ...sessionParts(env, place, clock, { ahead, announcer }), placeOf };
  const { name } = parts.cookie;
  const readSession = expressSession(env, parts);
  const open = (request: Request, response: Response) =>
    new Promise<unknown>((resolve) => {
      ahead.during(request, () => readSession(request, response, resolve));
    });
  return async (request: Request, response: Response, next: NextFunction) => {
    const hasCookie = keepSoleCookie(request, name);
    const error = hasCookie ? await open(request, response) : undefined;
    if (error && !(error instanceof UnavailableError)) return next(error);
    // Most visitors have no session: preparing one for each of them would cost more than the rest of this file.
    const prepare = hasCookie ? undefined : () => open(request, response);
    attachVisitor(request, new SessionVisitor(parts, request, response, error !== undefined, prepare));
    next();
  };
}

function sessionParts(
  env: Env,
  place: RedisLink | ValueStore,
  clock: Clock,
  { ahead, announcer }: Pick<Helpers, 'ahead' | 'announcer'>,
): Omit<ExpressParts, 'placeOf'> {
  const life = sessionLife(env);
  const options = cookieRules(env);
  const store =
    place instanceof RedisLink
      ? new SessionStore(place, clock, life, options, ahead)
      : new ValueSessions(place, clock, life, options, ahead, announcer);
  const messages = messageCookie(env);
  const cookie = { name: sessionCookieName(env), options, secrets: env.SESSION_SECRETS };
  return { store, clock, life, cookie, messages };
}

function expressSession(env: Env, { store, clock, life, cookie }: ExpressParts): RequestHandler {
  const newId = (request: Request) => {
    const renewedAt = minuteOf(clock.now().getTime());
    return formatSessionId({ sid: newSid(), cartId: cartToBegin(request), renewedAt });
  };
  return session({
    name: cookie.name,
    store,
    genid: newId,
    secret: env.SESSION_SECRETS,
    cookie: { ...cookie.options, maxAge: Math.min(life.idleMs + life.renewEveryMs, life.maxMs) },
    resave: false,
    saveUninitialized: false,
  });
}

/** Two cookies of our name: one of them was planted by somebody else, so neither is taken. */
function keepSoleCookie(request: Request, name: string): boolean {
  if (!request.headers.cookie) return false;
  const { ours, others } = sessionCookies(request, name);
  if (ours.length > 1) request.headers.cookie = others.join(';');
  return ours.length === 1;
}
