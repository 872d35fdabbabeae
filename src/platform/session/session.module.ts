import { Global, Module } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { Clock } from '../clock/clock.js';
import { ENV, type Env } from '../config/env.js';
import type { RedisLink } from '../redis/redis-link.js';
import { SESSION_REDIS } from '../redis/redis.module.js';
import { Announcer } from '../values/announcer.js';
import { cookieValues } from '../values/cookie-values.js';
import type { ValueStore } from '../values/value-store.js';
import { VALUE_STORE } from '../values/values.module.js';
import { CustomerSessions } from './customer-sessions.js';
import { PlacesModule } from '../places/places.module.js';
import { Places } from '../places/places.js';
import { ReadAhead } from './read-ahead.js';
import { RedisCustomerSessions } from './redis-customer-sessions.js';
import { SessionPeek } from './session-peek.js';
import { sessionMiddleware } from './session.middleware.js';
import { RedisState, StoreState, ValueState } from './store-state.js';
import { ValueCustomerSessions } from './value-customer-sessions.js';

/** Express middleware that attaches the visitor; `createApp` places it after the body parsers. */
export const SESSION_MIDDLEWARE = Symbol('SESSION_MIDDLEWARE');

/** Where sessions live: in values, or (null) in the Redis that is there then. */
type Values = ValueStore | null;
const place = [SESSION_REDIS, VALUE_STORE];

const customerSessions = {
  provide: CustomerSessions,
  inject: [...place, ENV, Clock, Announcer],
  useFactory: (
    link: RedisLink,
    values: Values,
    env: Env,
    clock: Clock,
    announcer: Announcer,
  ): CustomerSessions =>
    values
      ? new ValueCustomerSessions(values, env, clock, announcer)
      : new RedisCustomerSessions(link, env, clock),
};

const state = {
  provide: StoreState,
  inject: place,
  useFactory: (link: RedisLink, values: Values): StoreState =>
    values ? new ValueState(values) : new RedisState(link),
};

/** Null when sessions do not live in Redis. */
export const SESSION_PEEK = Symbol('SESSION_PEEK');

const peek = {
  provide: SESSION_PEEK,
  inject: [...place, ENV, Clock],
  useFactory: (link: RedisLink, values: Values, env: Env, clock: Clock): SessionPeek | null =>
    values ? null : new SessionPeek(link, env, clock),
};

const middleware = {
  provide: SESSION_MIDDLEWARE,
  inject: [...place, ENV, Clock, ReadAhead, Places, Announcer],
  useFactory: (
    link: RedisLink,
    values: Values,
    env: Env,
    clock: Clock,
    ahead: ReadAhead,
    places: Places,
    announcer: Announcer,
  ): RequestHandler => {
    const helpers = { ahead, announcer, placeOf: (request: Request) => places.placeOf(request) };
    const sessions = sessionMiddleware(env, values ?? link, clock, helpers);
    return values?.name === 'cookie' ? withCookieValues(sessions) : sessions;
  },
};

/** The values of a request are what its cookie says, for all that comes after. */
function withCookieValues(sessions: RequestHandler): RequestHandler {
  const values = cookieValues();
  return (request, response, next) => {
    values(request, response, () => void sessions(request, response, next));
  };
}

@Global()
@Module({
  imports: [PlacesModule],
  providers: [customerSessions, state, ReadAhead, peek, middleware],
  exports: [SESSION_MIDDLEWARE, SESSION_PEEK, CustomerSessions, StoreState, ReadAhead],
})
export class SessionModule {}
