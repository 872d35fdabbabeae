import type { Server } from 'node:http';

/** How long one connection may take for what, in milliseconds, and how many there may be. */
export interface ConnectionLimits {
  /** Without a request. Above the idle time of usual balancers (60 s), so that the balancer closes first and no request meets a closed one. */
  keepAliveMs: number;
  /** For the whole of a request, its head included; from its first byte, or from the beginning of the connection. */
  requestMs: number;
  /** Without a byte in either direction, such as an answer that nobody reads. Live streams say something every 25 s. */
  silenceMs: number;
  /** How often the first two are looked at. */
  checkEveryMs: number;
  /** Open at once; one more is closed unanswered, and a balancer offers its request to another process. */
  most: number;
}

/** Shoppers beside those who have a live stream open. */
const MOST_BESIDE_STREAMS = 10_000;

export const connectionLimits = (env: { LIVE_STREAMS: number }): ConnectionLimits => ({
  keepAliveMs: 70_000,
  requestMs: 30_000,
  silenceMs: 40_000,
  checkEveryMs: 5_000,
  most: MOST_BESIDE_STREAMS + env.LIVE_STREAMS,
});

/** Holds a server to `limits`; call before it listens. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  server.keepAliveTimeout = limits.keepAliveMs;
  server.requestTimeout = limits.requestMs;
  // Not above it: Node would take the larger of the two for the whole, and a body might come for as long as that.
  server.headersTimeout = limits.requestMs;
  server.timeout = limits.silenceMs;
  server.maxConnections = limits.most;
  // An option of `createServer`, which Nest calls; Node looks at it when the server begins to listen.
  Object.assign(server, { connectionsCheckingInterval: limits.checkEveryMs });
}
