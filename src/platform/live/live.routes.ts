import type { Socket } from 'node:net';
import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { UnavailableError } from '../errors/shop-error.js';
import { visitorOf } from '../session/visitor.js';
import type { LiveHub } from './live-hub.js';
import { liveSession } from './session-handle.js';
import { takeConnection } from './take-connection.js';

/** What a stream says first, so that nothing is missed between a page and its stream. */
export interface CartNow {
  count: number;
  revision: string;
}

type ReadCart = (cartId: string) => Promise<CartNow>;

const AWAY_SECONDS = 5;

/**
 * `GET /live`: server-sent events for a visitor with a session.
 * - `cart` `{count, revision}` at once and after every change; the first one also says `session`, the handle
 * - `ended` `{}` when the session has ended; nothing follows
 * - `resync` `{within}`: changes may have been missed; ask again within so many milliseconds
 *
 * 204 for somebody without a session, which tells browsers not to come back; 503 with Retry-After when Redis is away,
 * the process is leaving or has enough streams. HEAD answers the same without a stream, and names the session in
 * `X-Live-Session`. It stands ahead of everything that a stream would keep alive: compression, bodies, Nest.
 */
export function liveRoutes(hub: LiveHub, session: RequestHandler, cartNow: ReadCart): RequestHandler {
  const router = Router();
  router.get('/live', session, (request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'private, no-store, no-transform');
    const visitor = visitorOf(request);
    const [handle, { cartId }] = [liveSession(visitor), visitor];
    if (visitor.storeIsAway) return refuse(response, AWAY_SECONDS);
    if (handle === null || cartId === null) return void response.status(204).end();
    response.setHeader('X-Live-Session', handle);
    if (request.method === 'HEAD') return void response.end();
    openStream(hub, response, cartId, handle, cartNow).catch(next);
  });
  return router;
}

async function openStream(
  hub: LiveHub,
  response: Response,
  owner: string,
  handle: string,
  cartNow: ReadCart,
) {
  const admission = await hub.admit(owner, handle);
  if (!admission.ok) return refuse(response, admission.retrySeconds);
  const connection = begin(response);
  if (!connection) return;
  const stream = hub.add(owner, handle, connection);
  try {
    const cart = await cartNow(owner);
    // A change that was told meanwhile may be newer than what was read.
    if (!stream.hasToldCart) stream.tell('cart', { ...cart, session: handle });
  } catch (error) {
    stream.end(AWAY_SECONDS * 1000);
    if (!(error instanceof UnavailableError)) throw error;
  }
}

function refuse(response: Response, retrySeconds: number): void {
  response.status(503).setHeader('Retry-After', retrySeconds);
  response.end();
}

function begin(response: Response): Socket | null {
  response.setHeader('Content-Type', 'text/event-stream');
  // Proxies that collect answers before they pass them on must not do it here.
  response.setHeader('X-Accel-Buffering', 'no');
  response.addTiming?.();
  return takeConnection(response);
}
