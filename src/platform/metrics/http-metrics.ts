import type { IncomingMessage, ServerResponse } from 'node:http';
import { traceIds } from '../tracing/tracer.js';
import { countRequest } from './counters.js';
import { RequestSeconds } from './request-seconds.js';
import { type RouteClass, routeClass } from './route-class.js';
import { NO_ROUTE, routeName } from './route-name.js';

/** Shared by the apps of one process, and registered where somebody may read it. */
export const requestSeconds = new RequestSeconds();

/** Callers may invent methods; series should not grow with them. */
const METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Counts a request when its answer is over, and how long it took since `started`, a moment of `performance.now()`. */
export function measureRequest(
  request: IncomingMessage,
  response: ServerResponse,
  started = performance.now(),
): void {
  let isTakenOver = false;
  // A live stream goes on without its response, which finishes then and never ends.
  response.on('finish', () => {
    isTakenOver = !response.writableEnded;
  });
  measureAnswer(request, response, started, () => isTakenOver);
}

/** The same for an answer that ends with its response. */
export function measureAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  started = performance.now(),
  isTakenOver = () => false,
): void {
  const url = request.url ?? '';
  const traceId = traceIds()?.traceId;
  // Comes once by itself, and `once` would wrap it in one more function.
  response.on('close', () => {
    const method = METHODS.has(request.method!) ? request.method! : 'other';
    const isAnswered = response.writableFinished || isTakenOver();
    // Known only now: Express finds the route on its way.
    const route = routeName(request);
    const ofClass = route === NO_ROUTE ? routeClass(url) : classOfRoute(route);
    countRequest(method, isAnswered ? String(response.statusCode) : 'aborted', ofClass, route);
    requestSeconds.observe(ofClass, route, (performance.now() - started) / 1000, traceId);
  });
}

const classes = new Map<string, RouteClass>();

/** Not of the address, which may be spelled in more ways than one. */
function classOfRoute(route: string): RouteClass {
  const known = classes.get(route);
  if (known !== undefined) return known;
  const found = routeClass(route);
  classes.set(route, found);
  return found;
}
