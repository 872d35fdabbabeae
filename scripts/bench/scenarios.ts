import { randomBytes } from 'node:crypto';
import { cookieAfter, type BenchRequest, type Client } from './client.js';
import { filledForm } from './page-form.js';
import type { Scenario } from './scenario.js';

const PASSWORD = 'nine tents by the lake';
/** Orders per round, each prepared by a shopper of its own. */
const ORDERS_PER_ROUND = 40;
const MOST_STEPS = 12;
/** A line holds 9,999; another cart is taken long before. */
const ADDS_PER_CART = 2_000;

export interface Target {
  /** Handle of a product with plenty of its first variant. */
  product: string;
  variantId: number;
  collection: string;
}

const get = (path: string, cookie?: string): BenchRequest => ({ method: 'GET', path, cookie });
const add = (variantId: number, cookie?: string): BenchRequest => ({
  method: 'POST',
  path: '/cart/add',
  cookie,
  body: `id=${variantId}&quantity=1`,
});
const endless = (next: () => BenchRequest) => async () => ({ next });

/** The six paths of a shopper that are measured, most of them with and without a session. */
export async function scenarios(client: Client, target: Target): Promise<Scenario[]> {
  const guest = await guestWithCart(client, target.variantId);
  const customer = await newCustomer(client, target.variantId);
  const pages: [string, string][] = [
    ['product page', `/products/${target.product}`],
    ['listing', `/collections/${target.collection}`],
    ['search', '/search?q=mug'],
  ];
  return [
    ...pages.flatMap(([name, path]) => [
      page(name, 'none', path),
      page(name, 'guest', path, guest),
      page(name, 'customer', path, customer),
    ]),
    page('cart page', 'guest', '/cart', guest),
    { ...adding('cart add', 'none'), prepare: endless(() => add(target.variantId)) },
    { ...adding('cart add', 'guest'), prepare: addsOfGuests(client, target.variantId) },
    ordering(client, target.variantId, 'guest', () => guestWithCart(client, target.variantId)),
    ordering(client, target.variantId, 'customer', () => newCustomer(client, target.variantId)),
  ];
}

const page = (name: string, session: Scenario['session'], path: string, cookie?: string): Scenario => ({
  name,
  session,
  status: 200,
  bare: { method: 'GET', cookie },
  prepare: endless(() => get(path, cookie)),
});

const adding = (name: string, session: Scenario['session']) => ({
  name,
  session,
  status: 303,
  bare: { method: 'POST' as const, body: 'id=1&quantity=1' },
});

const guestWithCart = (client: Client, variantId: number): Promise<string> => withCart(client, variantId, '');

/** A visitor with one thing in the cart who has seen the message about it. Errors: when the shop takes it for nobody. */
async function withCart(client: Client, variantId: number, before: string): Promise<string> {
  const added = cookieAfter(await client.send(add(variantId, before)), before);
  const cookie = cookieAfter(await client.send(get('/cart', added)), added);
  const cart = JSON.parse((await client.send(get('/cart.js', cookie))).text) as { item_count: number };
  if (cart.item_count !== 1)
    throw new Error(`a visitor of the bench has ${cart.item_count} things in the cart`);
  return cookie;
}

async function newCustomer(client: Client, variantId: number): Promise<string> {
  const email = `bench-${randomBytes(6).toString('hex')}@example.com`;
  const body = new URLSearchParams({ email, password: PASSWORD, first_name: 'Bench' }).toString();
  const answer = await client.send({ method: 'POST', path: '/account/register', body });
  if (answer.status !== 303) throw new Error(`registering answered ${answer.status}`);
  return withCart(client, variantId, cookieAfter(answer));
}

function addsOfGuests(client: Client, variantId: number): Scenario['prepare'] {
  return async () => {
    const carts = await Promise.all(Array.from({ length: 20 }, () => guestWithCart(client, variantId)));
    let count = 0;
    return {
      next: () => {
        count += 1;
        if (count > ADDS_PER_CART * carts.length) throw new Error('the carts of the bench are full');
        return add(variantId, carts[count % carts.length]);
      },
    };
  };
}

/** Only the last button is measured: the way to it is walked before, by one shopper per order. */
function ordering(
  client: Client,
  variantId: number,
  session: Scenario['session'],
  shopper: () => Promise<string>,
): Scenario {
  return {
    name: 'place order',
    session,
    status: 303,
    bare: { method: 'POST', body: 'checkout_token=1&fingerprint=1' },
    perRound: ORDERS_PER_ROUND,
    prepare: async (count) => {
      const ready: BenchRequest[] = [];
      while (ready.length < count) ready.push(await readyToOrder(client, await shopper()));
      return { next: () => ready.pop() ?? null };
    },
  };
}

async function readyToOrder(client: Client, cookie: string): Promise<BenchRequest> {
  let path = '/checkout';
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const shown = await client.send(get(path, cookie));
    const html = shown.text;
    if (shown.status === 200 && path === '/checkout/review')
      return { method: 'POST', path: '/checkout/orders', cookie, body: form(html, '/checkout/orders') };
    const answer =
      shown.status === 200
        ? await client.send({ method: 'POST', path, cookie, body: form(html, path) })
        : shown;
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`);
    path = answer.headers.location!;
  }
  throw new Error(`the checkout does not end: ${path}`);
}

const form = (html: string, action: string): string =>
  new URLSearchParams(filledForm(html, action)).toString();
