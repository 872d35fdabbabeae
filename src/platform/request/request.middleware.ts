import './express.js';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Env } from '../config/env.js';
import { measureRequest } from '../metrics/http-metrics.js';
import { serverTiming, withRequestStats, type RequestStats } from './request-stats.js';

/**
 * First middleware of every request: gives it an id and its counters, measures it, and puts `X-Request-Id`, `X-Served-By` and
 * `Server-Timing` on the answer. The id of a caller is not taken over: it could forge log lines.
 */
export function requestMiddleware(env: Env): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    measureRequest(request, response);
    request.id = randomUUID();
    response.setHeader('X-Request-Id', request.id);
    response.setHeader('X-Served-By', env.INSTANCE_NAME);
    withRequestStats((stats) => {
      if (env.SERVER_TIMING === 'on') timeOnHead(response, stats);
      next();
    }, request.id);
  };
}

/** The counters are complete only when the head is written, so the header is added at that moment. */
function timeOnHead(response: Response, stats: RequestStats): void {
  const writeHead = response.writeHead.bind(response);
  response.addTiming = () => response.setHeader('Server-Timing', serverTiming(stats));
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    response.addTiming?.();
    return writeHead(...args);
  }) as typeof response.writeHead;
}
