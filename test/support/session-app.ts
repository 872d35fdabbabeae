/* oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejected promise to the error handler itself */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { Clock } from '../../src/platform/clock/clock.js';
import { readEnv } from '../../src/platform/config/env.js';
import { ShopError } from '../../src/platform/errors/shop-error.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { sessionMiddleware } from '../../src/platform/session/session.middleware.js';
import { visitorOf } from '../../src/platform/session/visitor.js';
import { until } from './until.js';

/** Time of day that a test can move. */
export class MovableClock extends Clock {
  private offsetMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  forward(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}

/** One web process of a shop that knows only sessions: each route calls one deed of the visitor. */
export async function sessionApp(
  redisUrl: string,
  settings: Record<string, string> = {},
  clock = new MovableClock(),
  deadlineMs = 250,
) {
  const env = readEnv({ DATABASE_URL: 'mysql://127.0.0.1/none', REDIS_URL: redisUrl, ...settings });
  const link = new RedisLink({ url: redisUrl, part: 'session', deadlineMs });
  link.connect();
  await until('Redis connected', async () => link.isReady);
  const app = express();
  app.set('trust proxy', env.TRUST_PROXY_HOPS);
  app.use(sessionMiddleware(env, link, clock));
  const gates = deeds(app);
  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error instanceof ShopError ? error.status : 500).json({ error: error.message });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await link.close();
  };
  return {
    env,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    link,
    clock,
    gates,
    close,
  };
}

export type SessionApp = Awaited<ReturnType<typeof sessionApp>>;

function deeds(app: express.Express): Gates {
  const gates = new Gates();
  app.get('/', (request, response) => {
    const { sessionId, customerId, customerEpoch, cartId, storeIsAway } = visitorOf(request);
    response.json({
      hasSession: sessionId !== null,
      sessionId,
      customerId,
      customerEpoch,
      cartId,
      storeIsAway,
    });
  });
  app.get('/page', async (request, response) => {
    response.json(await visitorOf(request).takeFlash());
  });
  app.post('/remember/:cart', async (request, response) => {
    await visitorOf(request).rememberCart(request.params.cart);
    response.json(visitorOf(request).cartId);
  });
  app.post('/flash/:key', async (request, response) => {
    visitorOf(request).flash({ key: request.params.key, kind: 'success' });
    response.json('ok');
  });
  app.post('/sign-in/:customer', async (request, response) => {
    const id = Number(request.params.customer);
    const epoch = Number(request.query['epoch'] ?? 1);
    await visitorOf(request).signIn(id, epoch, `c-${id}`);
    response.json('ok');
  });
  app.post('/sign-out', async (request, response) => {
    await visitorOf(request).signOut();
    response.json('ok');
  });
  app.post('/slow/:deed', async (request, response) => {
    await gates.pass();
    const visitor = visitorOf(request);
    const epoch = /^sign-in-(\d+)$/.exec(request.params.deed)?.[1];
    if (epoch) await visitor.signIn(7, Number(epoch), 'c-7');
    else await visitor.takeFlash();
    response.json('ok');
  });
  return gates;
}

/** Holds requests inside their handler until the test opens. */
class Gates {
  private waiting: (() => void)[] = [];

  pass(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Resolves when `count` requests stand inside. */
  async arrived(count: number): Promise<void> {
    await until(`${count} requests inside`, async () => this.waiting.length >= count);
  }

  open(): void {
    this.waiting.splice(0).forEach((go) => go());
  }
}
