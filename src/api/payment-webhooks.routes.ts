import { type NextFunction, raw, type Request, type RequestHandler, type Response, Router } from 'express';
import type { PaymentWebhook } from './payment-webhook.service.js';

/** Many times what an event of an order takes. */
const LIMIT = '1mb';

/**
 * `POST /webhooks/stripe`, ahead of session, body parsers and guards: the signature is over the bytes as they came.
 * 200 once the event is kept, 400 for a forged one, 413 for one that is too long, 503 when it could not be kept. Where
 * Stripe is not connected, the address is not there.
 */
export function paymentWebhooks(webhook: PaymentWebhook): RequestHandler {
  const router = Router();
  if (!webhook.isConnected) return router;
  const readBytes = raw({ type: () => true, limit: LIMIT, inflate: false });
  const take = async (request: Request, response: Response): Promise<void> => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const isTaken = await webhook.take(body, request.get('stripe-signature') ?? '');
    answer(response, isTaken ? 200 : 400, isTaken ? 'kept' : 'The signature is not right.');
  };
  router.post('/webhooks/stripe', readBytes, (request: Request, response: Response, next: NextFunction) => {
    take(request, response).catch(next);
  });
  router.use('/webhooks', (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = (error ?? {}) as { status?: unknown };
    answer(response, typeof status === 'number' ? status : 503, 'Not kept.');
  });
  return router;
}

function answer(response: Response, status: number, text: string): void {
  response.status(status).setHeader('Cache-Control', 'no-store').type('text/plain').send(text);
}
