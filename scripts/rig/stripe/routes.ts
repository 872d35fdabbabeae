import { group, texts, textOf, type Params } from './form-body.js';
import type { Books } from './stripe-stub.js';
import { Refusal } from './refusal.js';

type Handler = (books: Books, id: string, params: Params) => object;

/** The API, as far as the shop uses it. */
const routes: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/v1\/payment_intents$/, ({ intents }, _id, params) => intents.create(params)],
  ['GET', /^\/v1\/payment_intents\/(\w+)$/, ({ intents }, id) => intents.get(id)],
  ['POST', /^\/v1\/payment_intents\/(\w+)\/confirm$/, confirm],
  [
    'POST',
    /^\/v1\/payment_intents\/(\w+)\/capture$/,
    ({ intents }, id, params) => intents.capture(id, params),
  ],
  ['POST', /^\/v1\/payment_intents\/(\w+)\/cancel$/, ({ intents }, id) => intents.cancel(id)],
  ['POST', /^\/v1\/customers$/, ({ customers }, _id, params) => customers.create(params)],
  ['DELETE', /^\/v1\/customers\/(\w+)$/, ({ customers }, id) => customers.delete(id)],
  ['GET', /^\/v1\/customers\/(\w+)\/payment_methods$/, ({ customers }, id) => list(customers.cardsOf(id))],
  ['POST', /^\/v1\/customer_sessions$/, ({ customers }, _id, params) => customers.openSession(params)],
  ['GET', /^\/v1\/payment_methods\/(\w+)$/, ({ customers }, id) => customers.card(id)],
  ['POST', /^\/v1\/payment_methods\/(\w+)\/detach$/, ({ customers }, id) => customers.detach(id)],
  ['POST', /^\/v1\/refunds$/, ({ refunds }, _id, params) => refunds.create(params)],
  [
    'GET',
    /^\/v1\/refunds$/,
    ({ refunds }, _id, params) => list(refunds.of(textOf(params, 'payment_intent') ?? '')),
  ],
  [
    'POST',
    /^\/v1\/checkout\/sessions$/,
    ({ sessions }, _id, params) => sessions.show(sessions.create(params), {}),
  ],
  [
    'GET',
    /^\/v1\/checkout\/sessions\/(\w+)$/,
    ({ sessions }, id, params) => sessions.show(sessions.get(id), group(params, 'expand')),
  ],
  [
    'POST',
    /^\/v1\/checkout\/sessions\/(\w+)\/expire$/,
    ({ sessions }, id) => sessions.show(sessions.expire(id), {}),
  ],
];

/** What the API answers. Errors: Refusal. */
export function callApi(books: Books, method: string, path: string, params: Params): object {
  for (const [verb, pattern, handler] of routes) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return handler(books, match[1] ?? '', params);
  }
  throw new Refusal(
    404,
    'invalid_request_error',
    'url_invalid',
    `Unrecognized request URL (${method}: ${path}).`,
  );
}

/** The browser's call: proved by the client secret, not by the secret key. */
function confirm({ intents, origin }: Books, id: string, params: Params): object {
  const { client_secret: secret, card = '', save, saved, return_url: returnUrl = '' } = texts(params);
  if (secret !== intents.get(id).client_secret)
    throw new Refusal(
      400,
      'invalid_request_error',
      'payment_intent_invalid_parameter',
      'Wrong client secret.',
    );
  const intent = saved ? intents.confirmSaved(id, saved) : intents.confirm(id, card, save === 'true');
  if (intent.status !== 'requires_action') return intent;
  const url = `${origin}/3ds/${id}?return_url=${encodeURIComponent(returnUrl)}`;
  return {
    ...intent,
    next_action: { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } },
  };
}

const list = (data: object[]) => ({ object: 'list', data, has_more: false, url: '/v1/refunds' });
