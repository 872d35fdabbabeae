import type { IncomingMessage, ServerResponse } from 'node:http';
import { countRequest } from './counters.js';
import { RequestSeconds } from './request-seconds.js';
import { routeClass } from './route-class.js';

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
  const route = routeClass(request.url ?? '');
  // Comes once by itself, and `once` would wrap it in one more function.
  response.on('close', () => {
    const method = METHODS.has(request.method!) ? request.method! : 'other';
    const isAnswered = response.writableFinished || isTakenOver();
    countRequest(method, isAnswered ? String(response.statusCode) : 'aborted', route);
    requestSeconds.observe(route, (performance.now() - started) / 1000);
  });
}
