import { Global, Module } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { Clock } from '../clock/clock.js';
import { ENV, type Env } from '../config/env.js';
import type { RedisLink } from '../redis/redis-link.js';
import { SESSION_REDIS } from '../redis/redis.module.js';
import { sessionMiddleware } from './session.middleware.js';

/** Express middleware that attaches the visitor; `createApp` places it after the body parsers. */
export const SESSION_MIDDLEWARE = Symbol('SESSION_MIDDLEWARE');

@Global()
@Module({
  providers: [
    {
      provide: SESSION_MIDDLEWARE,
      inject: [ENV, SESSION_REDIS, Clock],
      useFactory: (env: Env, link: RedisLink, clock: Clock): RequestHandler =>
        sessionMiddleware(env, link, clock),
    },
  ],
  exports: [SESSION_MIDDLEWARE],
})
export class SessionModule {}
