import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { SettingsError } from '../config/env.js';

const DEFAULT_PORT = 9464;
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export interface MetricsPlace {
  host: string;
  /** METRICS_PORT; undefined when nobody chose one. */
  port: number | undefined;
}

/**
 * Serves `GET /metrics`, and nothing else, on a port of its own: what shoppers' requests reach cannot reach it. The
 * default port, when another program has it, is exchanged for a free one; a chosen port is not.
 * `text`: the metrics in Prometheus' text form; `openText`: as OpenMetrics, with exemplars, for who takes that. Answers the port; the server does not keep the process alive.
 * Errors: SettingsError when the chosen port is in use.
 */
export async function serveMetrics(
  { host, port }: MetricsPlace,
  text: () => Promise<string>,
  openText?: () => Promise<string>,
): Promise<{ port: number; close(): void }> {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    answer(request, response, { text, openText }).catch((error: unknown) => response.destroy(error as Error));
  });
  const listen = async (wanted: number) => {
    server.listen(wanted, host);
    await once(server, 'listening');
  };
  await listen(port ?? DEFAULT_PORT).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (port !== undefined) throw new SettingsError(inUse(host, port));
    return listen(0);
  });
  server.unref();
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

const inUse = (host: string, port: number) =>
  `METRICS_PORT: port ${port} of ${host} is in use by another program; choose another one, 0 for any free one, or off`;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { text, openText }: { text: () => Promise<string>; openText: (() => Promise<string>) | undefined },
): Promise<void> {
  request.resume();
  const [path] = (request.url ?? '').split('?');
  if (path !== '/metrics') return end(response, 404, 'There is only /metrics here.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET.\n');
  if (openText && request.headers.accept?.includes('application/openmetrics-text'))
    return end(response, 200, await openText(), Registry.OPENMETRICS_CONTENT_TYPE);
  end(response, 200, await text());
}

function end(response: ServerResponse, status: number, body: string, type = CONTENT_TYPE): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
