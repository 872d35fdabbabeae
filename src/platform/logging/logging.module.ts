import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ENV, type Env } from '../config/env.js';
import { plainError } from './plain-error.js';

/**
 * One JSON line per event, UTC, to standard output. Requests are not logged one by one (the balancer does that);
 * failures are, with the request id. Cookies, passwords and forms never get into a line.
 */
export const LoggingModule: DynamicModule = LoggerModule.forRootAsync({
  inject: [ENV],
  useFactory: (env: Env) => ({
    pinoHttp: {
      level: env.LOG_LEVEL,
      autoLogging: false,
      quietReqLogger: true,
      serializers: { err: plainError },
      base: { instance: env.INSTANCE_NAME },
    },
    forRoutes: [],
  }),
});
