import type { ServerResponse } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { urlencoded, type RequestHandler, type Response } from 'express';
import { Logger } from 'nestjs-pino';
import { PaymentWebhook } from './api/payment-webhook.service.js';
import { paymentWebhooks } from './api/payment-webhooks.routes.js';
import { AppModule } from './app.module.js';
import { ENV, type Env } from './platform/config/env.js';
import { SMALLEST_BYTES } from './platform/files/packing.js';
import { publicFiles } from './platform/files/public-files.js';
import { serveAssets } from './platform/files/send-file.js';
import { Dependencies } from './platform/health/dependencies.js';
import { healthRoutes } from './platform/health/health.middleware.js';
import { Readiness } from './platform/health/readiness.js';
import { mediaFiles } from './platform/images/media-files.js';
import { MEDIA_STORE, type MediaStore } from './platform/images/media-store.js';
import { oneAddress, openLanguages } from './platform/language/language-gate.js';
import { LiveHub } from './platform/live/live-hub.js';
import { liveRoutes } from './platform/live/live.routes.js';
import { routeName } from './platform/metrics/route-name.js';
import { Overload } from './platform/overload/overload.js';
import { shedLoad } from './platform/overload/shed-load.middleware.js';
import { markBackground } from './platform/request/background.js';
import { forgetAhead } from './platform/request/fetched-ahead.js';
import { requestMiddleware } from './platform/request/request.middleware.js';
import { wholeAnswers } from './platform/request/whole-answers.middleware.js';
import { bodyTypes } from './platform/security/body-types.js';
import { verifyFormEncoding } from './platform/security/form-encoding.js';
import { sameOrigin } from './platform/security/same-origin.js';
import { securityHeaders } from './platform/security/security-headers.js';
import { quietVisitor } from './platform/live/quiet-visitor.js';
import { SESSION_MIDDLEWARE } from './platform/session/session.module.js';
import { currentTracer } from './platform/tracing/tracer.js';
import { Messages } from './platform/views/messages.js';
import { Views } from './platform/views/views.js';
import { AddLane } from './storefront/cart/add-lane.service.js';
import { assets } from './storefront/page/assets.js';
import { busyAnswer } from './storefront/page/busy-answer.js';
import { fastLane, openLanes } from './storefront/page/fast-lane.js';
import { keptPages } from './storefront/page/kept-page.middleware.js';
import { KeptPages } from './storefront/page/kept-pages.js';
import { PageService } from './storefront/page/page.service.js';
import { VisitorLane } from './storefront/page/visitor-lane.js';
import { ajaxCartAddresses } from './storefront/forms/ajax-cart-addresses.js';
import { LiveCart } from './storefront/cart/live-cart.service.js';

/**
 * The web application, ready to listen. The order below is the order a request meets: its id, security headers,
 * probes (nothing that could be down), the way back when there is too much to do, events of payment providers, files,
 * then body, session and the shop itself. Finished pages, and forms that put something into a cart, are answered ahead of all that; ahead of these the language is taken off the address.
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
  app.use(oneAddress());
  app.use(healthRoutes(app.get(Readiness), app.get(Dependencies)));
  app.use(shedLoad(app.get(Overload), busyAnswer(app.get(Views), app.get(Messages))));
  app.use(paymentWebhooks(app.get(PaymentWebhook)));
  const session = app.get<RequestHandler>(SESSION_MIDDLEWARE);
  app.use(markBackground());
  app.use(liveRoutes(app.get(LiveHub), session, (cartId) => app.get(LiveCart).now(cartId)));
  app.use(serveAssets(assets()));
  app.use(compression({ threshold: SMALLEST_BYTES }));
  app.use(wholeAnswers());
  app.use(publicFiles(env));
  app.use(mediaFiles(app.get<MediaStore>(MEDIA_STORE)));
  app.use(ajaxCartAddresses());
  app.use(sameOrigin(env));
  app.use(forgetAhead());
  app.use(bodyTypes());
  app.use(urlencoded({ extended: false, limit: '100kb', parameterLimit: 2000, verify: verifyFormEncoding }));
  app.useBodyParser('json', { limit: '100kb' });
  app.use(session);
  app.use(quietVisitor());
  const adds = app.get(AddLane);
  app.use(adds.failures());
  app.use(keptPages(app.get(KeptPages), app.get(PageService), env));
  const { response: ofExpress } = app.getHttpAdapter().getInstance();
  const asExpress = (response: ServerResponse) => Object.setPrototypeOf(response, ofExpress) as Response;
  openLanes(
    app.getHttpServer(),
    fastLane(app.get(KeptPages), app.get(VisitorLane), env),
    adds.lane(asExpress),
  );
  openLanguages(app.getHttpServer());
  currentTracer()?.serve(app.getHttpServer(), routeName);
  return app;
}
