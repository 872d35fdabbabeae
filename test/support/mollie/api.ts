import { captured, refunded, remaining, type Made, type Payment, type Payments } from './payments.js';
import { Refusal } from './refusal.js';

type Body = Record<string, unknown>;
type Handler = (
  payments: Payments,
  id: string,
  body: Body,
  origin: string,
) => [status: number, answer?: object];

const routes: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/v2\/payments$/, (payments, _id, body, origin) => [201, show(payments.create(body), origin)]],
  ['GET', /^\/v2\/payments\/(\w+)$/, (payments, id, _body, origin) => [200, show(payments.get(id), origin)]],
  [
    'DELETE',
    /^\/v2\/payments\/(\w+)$/,
    (payments, id, _body, origin) => [200, show(payments.cancel(id), origin)],
  ],
  [
    'POST',
    /^\/v2\/payments\/(\w+)\/captures$/,
    (payments, id, body) => [201, made('capture', id, payments.capture(id, body))],
  ],
  [
    'GET',
    /^\/v2\/payments\/(\w+)\/captures$/,
    (payments, id) => [200, list('captures', 'capture', id, payments.get(id).captures)],
  ],
  [
    'POST',
    /^\/v2\/payments\/(\w+)\/refunds$/,
    (payments, id, body) => [201, made('refund', id, payments.refund(id, body))],
  ],
  [
    'GET',
    /^\/v2\/payments\/(\w+)\/refunds$/,
    (payments, id) => [200, list('refunds', 'refund', id, payments.get(id).refunds)],
  ],
  [
    'POST',
    /^\/v2\/payments\/(\w+)\/release-authorization$/,
    (payments, id) => {
      payments.release(id);
      return [202];
    },
  ],
];

/** What the API answers, as far as the shop uses it. Errors: Refusal. */
export function callApi(payments: Payments, method: string, path: string, body: Body, origin: string) {
  for (const [verb, pattern, handler] of routes) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return handler(payments, match[1] ?? '', body, origin);
  }
  throw new Refusal(404, 'Not Found', `No such resource: ${method} ${path}`);
}

const link = (href: string, type = 'application/hal+json') => ({ href, type });

/** A payment as the API shows it. */
function show(payment: Payment, origin: string) {
  const { captures: _captures, refunds: _refunds, ...fields } = payment;
  const isOpen = payment.status === 'open';
  const isTaken = payment.status === 'paid';
  const amountCaptured = captured(payment);
  return {
    resource: 'payment',
    mode: 'test',
    ...fields,
    sequenceType: 'oneoff',
    profileId: 'pfl_stub',
    createdAt: new Date().toISOString(),
    authorizedAt: payment.captureMode === 'manual' && !isOpen ? new Date().toISOString() : null,
    ...(amountCaptured && { amountCaptured }),
    ...(isTaken && { amountRefunded: refunded(payment), amountRemaining: remaining(payment) }),
    _links: {
      self: link(`${origin}/v2/payments/${payment.id}`),
      dashboard: link('https://www.mollie.com/dashboard', 'text/html'),
      ...(isOpen && { checkout: link(`${origin}/checkout/${payment.id}`, 'text/html') }),
    },
  };
}

const made = (resource: string, paymentId: string, one: Made) => ({
  resource,
  mode: 'test',
  description: '',
  paymentId,
  createdAt: new Date().toISOString(),
  ...one,
  _links: {
    self: link('https://api.mollie.com/v2'),
    payment: link('https://api.mollie.com/v2'),
    documentation: link('https://docs.mollie.com', 'text/html'),
  },
});

const list = (name: string, resource: string, paymentId: string, all: readonly Made[]) => ({
  count: all.length,
  _embedded: { [name]: all.map((one) => made(resource, paymentId, one)) },
  _links: {
    self: link('https://api.mollie.com/v2'),
    previous: null,
    next: null,
    documentation: link('https://docs.mollie.com', 'text/html'),
  },
});
