import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ENV, type Env } from '../config/env.js';
import { logIds } from './log-ids.js';
import { plainError } from './plain-error.js';

/**
 * One JSON line per event, UTC, to standard output. Requests are not logged one by one (the balancer does that);
 * failures are. Every line that is written for a request has its id, a worker's line that of the request that promised the work. Cookies, passwords and forms never get into a line.
 */
export const LoggingModule: DynamicModule = LoggerModule.forRootAsync({
  inject: [ENV],
  useFactory: (env: Env) => ({
    pinoHttp: {
      level: env.LOG_LEVEL,
      autoLogging: false,
      quietReqLogger: true,
      serializers: { err: plainError },
      mixin: logIds,
      base: { instance: env.INSTANCE_NAME },
    },
    forRoutes: [],
  }),
});
