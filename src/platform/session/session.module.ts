import { Global, Module } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { Clock } from '../clock/clock.js';
import { ENV, type Env } from '../config/env.js';
import type { RedisLink } from '../redis/redis-link.js';
import { SESSION_REDIS } from '../redis/redis.module.js';
import { CustomerSessions } from './customer-sessions.js';
import { PlacesModule } from '../places/places.module.js';
import { Places } from '../places/places.js';
import { ReadAhead } from './read-ahead.js';
import { sessionMiddleware } from './session.middleware.js';

/** Express middleware that attaches the visitor; `createApp` places it after the body parsers. */
export const SESSION_MIDDLEWARE = Symbol('SESSION_MIDDLEWARE');

@Global()
@Module({
  imports: [PlacesModule],
  providers: [
    CustomerSessions,
    ReadAhead,
    {
      provide: SESSION_MIDDLEWARE,
      inject: [ENV, SESSION_REDIS, Clock, ReadAhead, Places],
      useFactory: (
        env: Env,
        link: RedisLink,
        clock: Clock,
        ahead: ReadAhead,
        places: Places,
      ): RequestHandler =>
        sessionMiddleware(env, link, clock, { ahead, placeOf: (request) => places.placeOf(request) }),
    },
  ],
  exports: [SESSION_MIDDLEWARE, CustomerSessions, ReadAhead],
})
export class SessionModule {}
