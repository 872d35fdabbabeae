import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { urlencoded, type RequestHandler } from 'express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { ENV, type Env } from './platform/config/env.js';
import { publicFiles } from './platform/files/public-files.js';
import { serveAssets } from './platform/files/send-file.js';
import { Dependencies } from './platform/health/dependencies.js';
import { healthRoutes } from './platform/health/health.middleware.js';
import { Readiness } from './platform/health/readiness.js';
import { LiveHub } from './platform/live/live-hub.js';
import { liveRoutes } from './platform/live/live.routes.js';
import { Overload } from './platform/overload/overload.js';
import { shedLoad } from './platform/overload/shed-load.middleware.js';
import { markBackground } from './platform/request/background.js';
import { requestMiddleware } from './platform/request/request.middleware.js';
import { bodyTypes } from './platform/security/body-types.js';
import { verifyFormEncoding } from './platform/security/form-encoding.js';
import { sameOrigin } from './platform/security/same-origin.js';
import { quietVisitor } from './platform/live/quiet-visitor.js';
import { SESSION_MIDDLEWARE } from './platform/session/session.module.js';
import { Messages } from './platform/views/messages.js';
import { Views } from './platform/views/views.js';
import { assets } from './storefront/page/assets.js';
import { busyAnswer } from './storefront/page/busy-answer.js';
import { fastLane, openLane } from './storefront/page/fast-lane.js';
import { keptPages } from './storefront/page/kept-page.middleware.js';
import { KeptPages } from './storefront/page/kept-pages.js';
import { PageService } from './storefront/page/page.service.js';
import { VisitorLane } from './storefront/page/visitor-lane.js';
import { ajaxCartAddresses } from './storefront/ajax-cart-addresses.js';
import { LiveCart } from './storefront/live-cart.service.js';

/** The one inline style there is: Turbo brings its progress bar along and offers no way to leave it out. */
const TURBO_STYLE = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

/** Pages load nothing from elsewhere and run no other inline script or style. */
function securityHeaders(env: Env) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'style-src': ["'self'", TURBO_STYLE],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(env.isHttps ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: env.isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginResourcePolicy: { policy: 'same-site' },
    xFrameOptions: { action: 'deny' },
    // 'no-referrer' would make browsers send `Origin: null` with forms, which the same-origin rule must refuse.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
}

/**
 * The web application, ready to listen. The order below is the order a request meets: its id, security headers,
 * probes (nothing that could be down), the way back when there is too much to do, files, then body, session and the shop
 * itself. Finished pages are answered ahead of all that.
 */
export async function createApp(): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bufferLogs: true,
    bodyParser: false,
  });
  const env = app.get<Env>(ENV);
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.set('trust proxy', env.TRUST_PROXY_HOPS);
  app.set('query parser', 'simple');
  app.use(requestMiddleware(env));
  app.use(securityHeaders(env));
  app.use(healthRoutes(app.get(Readiness), app.get(Dependencies)));
  app.use(shedLoad(app.get(Overload), busyAnswer(app.get(Views), app.get(Messages))));
  const session = app.get<RequestHandler>(SESSION_MIDDLEWARE);
  app.use(markBackground());
  app.use(liveRoutes(app.get(LiveHub), session, (cartId) => app.get(LiveCart).now(cartId)));
  app.use(serveAssets(assets()));
  app.use(compression({ threshold: 1024 }));
  app.use(publicFiles(env));
  app.use(ajaxCartAddresses());
  app.use(sameOrigin(env));
  app.use(bodyTypes());
  app.use(urlencoded({ extended: false, limit: '100kb', parameterLimit: 2000, verify: verifyFormEncoding }));
  app.useBodyParser('json', { limit: '100kb' });
  app.use(session);
  app.use(quietVisitor());
  app.use(keptPages(app.get(KeptPages), app.get(PageService), env));
  openLane(app.getHttpServer(), fastLane(app.get(KeptPages), app.get(VisitorLane), env));
  return app;
}
