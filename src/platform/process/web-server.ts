import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import type { Env } from '../config/env.js';
import type { Readiness } from '../health/readiness.js';
import { LiveHub } from '../live/live-hub.js';

/** Above the idle time of usual balancers (60 s), so that the balancer closes first and no request meets a closed one. */
const KEEP_ALIVE_MS = 70_000;
const FINISH_MS = 20_000;

/** Starts listening and says where, on one line of standard output that supervisors may wait for. */
export async function listen(app: INestApplication, env: Env): Promise<void> {
  const server = app.getHttpServer() as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5_000;
  server.requestTimeout = 30_000;
  await app.listen(env.PORT, env.HOST);
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${env.INSTANCE_NAME} listens on http://${env.HOST}:${port}\n`);
}

/**
 * Graceful stop on SIGTERM and SIGINT: readiness off, live streams closed, go on serving for DRAIN_SECONDS so that
 * balancers notice, then finish what is running (20 s at most), close the stores, exit 0. A second signal ends at once.
 */
export function stopOnSignal(app: INestApplication, readiness: Readiness, env: Env): void {
  const stop = async () => {
    if (readiness.state === 'draining') process.exit(1);
    readiness.state = 'draining';
    app.get(LiveHub).leave();
    closeConnectionsAfterAnswer(app.getHttpServer() as Server);
    await pause(env.DRAIN_SECONDS * 1000);
    setTimeout(() => process.exit(1), FINISH_MS).unref();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

function closeConnectionsAfterAnswer(server: Server): void {
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  server.closeIdleConnections();
}
