import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Env } from '../../platform/config/env.js';
import { nameRoute } from '../../platform/metrics/route-name.js';
import { visitorOf } from '../../platform/session/visitor.js';
import type { KeptPages } from './kept-pages.js';
import type { PageService } from './page.service.js';
import { publicBase } from './public-url.js';
import { keptName, wantedCurrency } from './wanted-currency.js';

/** Answers with pages that were made before. Stands after the session and before all controllers. */
export function keptPages(kept: KeptPages, pages: PageService, env: Env): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET') return next();
    const page = kept.find(
      keptName(publicBase(request, env) + request.originalUrl, wantedCurrency(request, env)),
    );
    if (!page) return next();
    nameRoute(request, page.route);
    pages.showKept({ request, response, visitor: visitorOf(request) }, page).catch(next);
  };
}
