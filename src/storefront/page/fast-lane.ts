import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Env } from '../../platform/config/env.js';
import { languageFolder } from '../../platform/language/page-address.js';
import { measureAnswer } from '../../platform/metrics/http-metrics.js';
import { nameRoute } from '../../platform/metrics/route-name.js';
import { isFetchedAhead } from '../../platform/request/fetched-ahead.js';
import { EMPTY_TIMING, serverTiming, withRequestStats } from '../../platform/request/request-stats.js';
import { hasOurCookie } from '../../platform/session/session-cookie.js';
import type { Visitor } from '../../platform/session/session-peek.js';
import { type Encoding, endWith, type FinishedPage, lengthOf, type Packed } from './finished-page.js';
import type { KeptPage, KeptPages } from './kept-pages.js';
import { packedFor } from './send-html.js';
import type { VisitorLane } from './visitor-lane.js';
import { keptName, wantedCurrency } from './wanted-currency.js';

const TOKENS = { br: /\bbr\b/, gzip: /\bgzip\b/, identity: /^/ };

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** True when it answers, or calls `others` later. */
export type Lane = (exchange: Exchange, others: () => void) => boolean;

/** What a browser says when it asks for something out of the ordinary; Express knows what to make of it. */
const UNUSUAL = ['cache-control', 'pragma', 'range', 'if-modified-since', 'expect', 'x-background'];

/**
 * Answers with pages that are finished already, before Express, Nest and express-session are asked: nothing that they would
 * do changes such an answer. Its headers are those that they gave it the first time.
 */
export function fastLane(kept: KeptPages, visitors: VisitorLane, env: Env): Lane {
  const originOf = origins(env);
  return (exchange, others) => {
    const { request } = exchange;
    if (request.method !== 'GET' || UNUSUAL.some((name) => name in request.headers)) return false;
    const origin = originOf(request);
    const currency = wantedCurrency(request, env);
    const page =
      origin === null ? null : kept.find(keptName(origin + languageFolder() + request.url, currency));
    if (!page) return false;
    nameRoute(request, page.route);
    if (!hasOurCookie(request, env)) return answerStranger(exchange, page.finished, env);
    // To read the session here is to renew it; nobody is there yet.
    if (isFetchedAhead(request)) return false;
    const visitor = page.visitorHeaders && visitors.visitorOf(request);
    if (!visitor) return false;
    void answerVisitor(exchange, page, visitor, { visitors, env }).then(
      (isDone) => isDone || others(),
      others,
    );
    return true;
  };
}

/** Has `lanes` asked first, for each request of `server`. */
export function openLanes(server: Server, ...lanes: Lane[]): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const others = () => listeners.forEach((listener) => listener(request, response));
    if (!lanes.some((lane) => lane({ request, response }, others))) others();
  });
}

/** As `publicOrigin`, without Express; null where only Express can tell. */
function origins(env: Env): (request: IncomingMessage) => string | null {
  if (env.PUBLIC_URL) {
    const { origin } = new URL(env.PUBLIC_URL);
    return () => origin;
  }
  return (request) => (env.TRUST_PROXY_HOPS === 0 ? `http://${request.headers.host}` : null);
}

function answerStranger(exchange: Exchange, page: FinishedPage | null, env: Env): boolean {
  if (!page?.headers) return false;
  const { request, response } = exchange;
  measureAnswer(request, response);
  const own = ownHeaders(randomUUID(), env.SERVER_TIMING === 'on' ? EMPTY_TIMING : null);
  if (request.headers['if-none-match']?.includes(page.etag)) {
    response.writeHead(304, [...page.headers, ...own]).end();
    return true;
  }
  const accepted = acceptedBy(request);
  send(
    exchange,
    [...page.headers, ...own],
    page.body((one) => takes(accepted, one)),
  );
  return true;
}

/** False when nothing has been answered, since more has to be done than to show a page. */
function answerVisitor(
  exchange: Exchange,
  page: KeptPage,
  visitor: Visitor,
  { visitors, env }: { visitors: VisitorLane; env: Env },
): Promise<boolean> {
  const id = randomUUID();
  return withRequestStats(async (stats) => {
    const { request, response } = exchange;
    const started = performance.now();
    const filling = await visitors.fillingOf(visitor);
    if (!filling) return false;
    measureAnswer(request, response, started);
    const own = ownHeaders(id, env.SERVER_TIMING === 'on' ? serverTiming(stats) : null);
    const packed = packedFor(page, filling, takes(acceptedBy(request), 'gzip'));
    send(exchange, [...page.visitorHeaders!, ...own], packed);
    return true;
  }, id);
}

const ownHeaders = (id: string, timing: string | null): string[] => [
  'X-Request-Id',
  id,
  ...(timing === null ? [] : ['Server-Timing', timing]),
];

function send({ response }: Exchange, headers: string[], body: Packed): void {
  const packed = body.encoding === 'identity' ? [] : ['Content-Encoding', body.encoding];
  const length = ['Content-Type', 'text/html; charset=utf-8', 'Content-Length', String(lengthOf(body))];
  response.writeHead(200, [...headers, ...packed, ...length]);
  endWith(response, body);
}

const acceptedBy = (request: IncomingMessage): string => request.headers['accept-encoding']?.toString() ?? '';

/** Weighted lists are rare, and their sender gets the plain page. */
const takes = (accepted: string, encoding: Encoding): boolean =>
  !accepted.includes('q=') && TOKENS[encoding].test(accepted);
