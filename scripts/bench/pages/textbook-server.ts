import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, Render, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { RedisStore } from 'connect-redis';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import { sessionHandle } from '../../../src/platform/session/session-id.js';
import { Messages } from '../../../src/platform/views/messages.js';
import { Views } from '../../../src/platform/views/views.js';
import { HOLES } from '../../../src/storefront/page/holes.js';
import { visitorLayout } from '../../../src/storefront/page/shop-layout.view.js';
import type { RecordedAnswer } from '../recording.js';
import type { TakenModel } from './take-models.js';

/**
 * The shop as textbooks have it: a Nest controller, express-session with connect-redis, the cart inside the session, a
 * template rendered for each request. It has the shop's templates, is given what is on its pages (BENCH_MODELS) and sends
 * the shop's headers (BENCH_ANSWERS), and asks no database.
 */
interface WithCart {
  cart?: { variantId: number; quantity: number }[];
}

const sessionOf = ({ session }: Request) => session as WithCart;
/** As the shop's: connections wait while other servers are measured. */
const KEEP_ALIVE_MS = 70_000;

const read = <T>(name: string): T => JSON.parse(readFileSync(process.env[name]!, 'utf8')) as T;
const models = new Map(read<TakenModel[]>('BENCH_MODELS').map((one) => [one.path, one.model]));
const messages = new Messages('en');
const views = new Views(messages, { reload: false });

/** A model of a page with what belongs to the visitor. */
function pageFor(request: Request, path: string) {
  const model = models.get(path)!;
  const { cart } = sessionOf(request);
  const itemCount = (cart ?? []).reduce((sum, line) => sum + line.quantity, 0);
  const handle = cart ? sessionHandle(request.sessionID) : null;
  const nothing = {
    path,
    collections: [],
    currencies: [],
    isSignedIn: false,
    storeIsAway: false,
    wishes: '',
    isOld: false,
    message: null,
  };
  const visitor = visitorLayout(messages, { ...nothing, itemCount, session: handle });
  const holes = Object.fromEntries(HOLES.map((hole) => [hole, views.render(`holes/${hole}`, visitor, null)]));
  return { ...model, layout: { ...model.layout, holes } };
}

@Controller()
class TextbookController {
  @Get('/')
  @Render('home/show')
  home(@Req() request: Request) {
    return pageFor(request, '/');
  }

  @Get('products/:handle')
  @Render('catalog/product')
  product(@Param('handle') handle: string, @Req() request: Request) {
    return pageFor(request, `/products/${handle}`);
  }

  @Get('collections/:handle')
  @Render('catalog/collection')
  collection(@Param('handle') handle: string, @Req() request: Request) {
    return pageFor(request, `/collections/${handle}`);
  }

  @Post('cart/add')
  add(
    @Body() { id, quantity }: Record<string, string>,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const cart = (sessionOf(request).cart ??= []);
    const line = cart.find(({ variantId }) => variantId === Number(id));
    if (line) line.quantity += Number(quantity);
    else cart.push({ variantId: Number(id), quantity: Number(quantity) });
    request.session.save(() => response.redirect(303, '/cart'));
  }
}

@Module({ controllers: [TextbookController] })
class TextbookModule {}

/** Where nothing is to be compressed the middleware is left out. */
function compressing(): RequestHandler {
  const compress = compression();
  return (request, response, next) =>
    request.headers['accept-encoding'] === 'identity' ? next() : compress(request, response, next);
}

/** Those of the shop's product page that have nothing to do with its body or its visitor. */
function shopHeaders(): RequestHandler {
  const [{ headers }] = read<[RecordedAnswer]>('BENCH_ANSWERS');
  const own = ['etag', 'vary', 'content-type', 'content-length', 'content-encoding'];
  const constant = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
  return (_request, response, next) => {
    response.set(constant);
    next();
  };
}

const client = await createClient({ url: process.env['REDIS_URL']! }).connect();
const app = await NestFactory.create<NestExpressApplication>(TextbookModule, { logger: ['error'] });
app.disable('x-powered-by');
app.engine('hbs', (file: string, model: object, done: (error: unknown, html?: string) => void) =>
  done(null, views.render(viewOf(file), model)),
);
app.setBaseViewsDir('views');
app.setViewEngine('hbs');
app.use(shopHeaders());
app.use(compressing());
app.use(
  session({
    store: new RedisStore({ client, prefix: 'bench:textbook:' }),
    secret: process.env['SESSION_SECRETS']!,
    cookie: { maxAge: 14 * 86_400_000 },
    resave: false,
    saveUninitialized: false,
  }),
);
app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address() as AddressInfo;
process.stdout.write(`textbook on http://127.0.0.1:${port}\n`);
process.once('SIGTERM', () => process.exit(0));

/** `/.../views/home/show.hbs` is `home/show`. */
function viewOf(file: string): string {
  return file.slice(file.lastIndexOf('views/') + 'views/'.length, -'.hbs'.length);
}
