import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import type { Env } from '../config/env.js';
import type { Readiness } from '../health/readiness.js';
import { closeTracing } from '../tracing/open-tracing.js';
import { LiveHub } from '../live/live-hub.js';
import { connectionLimits, limitConnections } from './connection-limits.js';
import { beforeFailing } from './run.js';

const FINISH_MS = 20_000;
/** For closing the stores, once nobody is served any more. */
const CLOSE_MS = 3_000;

/** Starts listening and says where, on one line of standard output that supervisors may wait for. */
export async function listen(app: INestApplication, env: Env): Promise<void> {
  const server = app.getHttpServer() as Server;
  limitConnections(server, connectionLimits(env));
  await app.listen(env.PORT, env.HOST);
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${env.INSTANCE_NAME} listens on http://${env.HOST}:${port}\n`);
}

/**
 * Graceful stop on SIGTERM and SIGINT: readiness off, live streams closed, go on serving for DRAIN_SECONDS so that
 * balancers notice, then finish what is running (what takes longer than 20 s is cut off), close the stores, exit 0. A second
 * signal ends at once.
 */
export function stopOnSignal(app: INestApplication, readiness: Readiness, env: Env): void {
  const server = app.getHttpServer() as Server;
  const stop = async () => {
    if (readiness.state === 'draining') process.exit(1);
    leave(app, readiness);
    await pause(env.DRAIN_SECONDS * 1000);
    keepNone(server);
    setTimeout(() => server.closeAllConnections(), FINISH_MS).unref();
    setTimeout(() => process.exit(1), FINISH_MS + CLOSE_MS).unref();
    await app.close();
    await closeTracing();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

/** A process that a bug ends takes nobody new and answers those who wait. */
export function finishBeforeFailing(app: INestApplication, readiness: Readiness): void {
  const server = app.getHttpServer() as Server;
  beforeFailing(() => {
    leave(app, readiness);
    keepNone(server);
    return new Promise((resolve) => server.close(resolve));
  });
}

/**
 * Each connection ends with its next answer. Those that are idle stay until the server closes: a balancer that has not
 * noticed yet may be sending an order on one of them, which it could not send again.
 */
function leave(app: INestApplication, readiness: Readiness): void {
  readiness.state = 'draining';
  app.get(LiveHub).leave();
  const server = app.getHttpServer() as Server;
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
}

/** Node closes connections that are idle when the server begins to close, and keeps those that become so later. */
function keepNone(server: Server): void {
  server.keepAliveTimeout = 1;
}
