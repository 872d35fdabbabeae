import {
  type NextFunction,
  raw,
  type Request,
  type RequestHandler,
  type Response,
  Router,
  urlencoded,
} from 'express';
import type { PaymentWebhook } from './payment-webhook.service.js';

/** Many times what an event of an order takes. */
const LIMIT = '1mb';
/** Many times what an id takes. */
const HINT_LIMIT = '1kb';
const MOLLIE_ID = /^tr_\w{1,60}$/;

/**
 * What providers call, ahead of session, body parsers and guards. 413 for what is too long, 429 and 503 for what should come
 * again. Where a provider is not connected, its address is not there.
 */
export function paymentWebhooks(webhook: PaymentWebhook): RequestHandler {
  const router = Router();
  const { stripe, mollie } = webhook.connected;
  if (stripe) takeStripe(router, webhook);
  if (mollie) takeMollie(router, webhook);
  router.use('/webhooks', (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = (error ?? {}) as { status?: unknown };
    answer(response, typeof status === 'number' ? status : 503, 'Not kept.');
  });
  return router;
}

/** `POST /webhooks/stripe`: the signature is over the bytes as they came. 200 once the event is kept, 400 for a forged one. */
function takeStripe(router: Router, webhook: PaymentWebhook): void {
  const readBytes = raw({ type: () => true, limit: LIMIT, inflate: false });
  const take = async (request: Request, response: Response): Promise<void> => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const isTaken = await webhook.take(body, request.get('stripe-signature') ?? '');
    answer(response, isTaken ? 200 : 400, isTaken ? 'kept' : 'The signature is not right.');
  };
  router.post('/webhooks/stripe', readBytes, (request: Request, response: Response, next: NextFunction) => {
    take(request, response).catch(next);
  });
}

/**
 * `POST /webhooks/mollie`, with the id of a payment and nothing to prove it: a reason to ask Mollie, no more. 200 also for an
 * id that we do not know, as Mollie advises, so that nobody learns which ones we do.
 */
function takeMollie(router: Router, webhook: PaymentWebhook): void {
  const readForm = urlencoded({ extended: false, limit: HINT_LIMIT, inflate: false });
  const hear = async (request: Request, response: Response): Promise<void> => {
    const { id } = (request.body ?? {}) as { id?: unknown };
    if (typeof id === 'string' && MOLLIE_ID.test(id)) await webhook.hearOf(id);
    answer(response, 200, 'heard');
  };
  router.post('/webhooks/mollie', readForm, (request: Request, response: Response, next: NextFunction) => {
    hear(request, response).catch(next);
  });
}

function answer(response: Response, status: number, text: string): void {
  response.status(status).setHeader('Cache-Control', 'no-store').type('text/plain').send(text);
}
