import { until } from '../../servers/until.js';
import { cookieAfter, type BenchAnswer, type BenchRequest, type Client } from '../client.js';
import { shotOf, type Shot } from './load-connection.js';
import type { RowName } from './targets.js';

export type { RowName } from './targets.js';

/** What a bare server asks of Redis before it answers. */
export type Asks = 'nothing' | 'get' | 'get and set';

/** One kind of request. */
export interface Row {
  name: RowName;
  title: string;
  request: BenchRequest;
  status: number;
  hasSession: boolean;
  /** What it is in: the header `Content-Encoding`. */
  encoding?: 'gzip' | 'br';
  limitAsks: Asks;
}

const VISITORS = 16;
const PATIENCE_SECONDS = 20;

/** `variantId` is of `product`. */
export function rowsOf(goods: { product: string; collection: string; variantId: number }): Row[] {
  const product = `/products/${goods.product}`;
  const listing = `/collections/${goods.collection}`;
  const body = `id=${goods.variantId}&quantity=1`;
  const add = { request: { ...plain('POST', '/cart/add'), body }, status: 303, hasSession: true };
  return [
    { name: 'product-guest', title: 'product, guest', ...guest(product) },
    { name: 'product-guest-gzip', title: 'product, guest, gzip', ...guest(product, 'gzip') },
    { name: 'product-guest-br', title: 'product, guest, Brotli', ...guest(product, 'br') },
    { name: 'product-session', title: 'product, session, five lines', ...session(product) },
    { name: 'listing-session', title: 'listing, session', ...session(listing) },
    { name: 'home-session', title: 'home, session', ...session('/') },
    { name: 'product-304', title: 'unchanged product page, 304', ...guest(product), status: 304 },
    { name: 'cart-add', title: 'add to cart', ...add, limitAsks: 'get and set' },
  ];
}

const plain = (method: 'GET' | 'POST', path: string, encoding = 'identity'): BenchRequest => ({
  method,
  path,
  headers: { 'accept-encoding': encoding },
});

const guest = (path: string, encoding?: 'gzip' | 'br') => ({
  request: plain('GET', path, encoding),
  status: 200,
  hasSession: false,
  ...(encoding && { encoding }),
  limitAsks: 'nothing' as const,
});

const session = (path: string) => ({
  request: plain('GET', path),
  status: 200,
  hasSession: true,
  limitAsks: 'get' as const,
});

/** A server with the Cookie headers of its visitors. */
export interface Side {
  url: string;
  client: Client;
  cookies: readonly string[];
}

/** Visitors with a line in the cart for each variant, who have seen the message about it. */
export async function visitorsOf(client: Client, variantIds: readonly number[]): Promise<string[]> {
  return Promise.all(
    Array.from({ length: VISITORS }, async () => {
      let cookie = '';
      for (const id of variantIds)
        cookie = await clicked(client, {
          method: 'POST',
          path: '/cart/add',
          cookie,
          body: `id=${id}&quantity=1`,
        });
      return clicked(client, { method: 'GET', path: '/', cookie });
    }),
  );
}

async function clicked(client: Client, request: BenchRequest): Promise<string> {
  const answer = await client.send(request);
  if (answer.status >= 400) throw new Error(`${request.path} answered ${answer.status}`);
  return cookieAfter(answer, request.cookie);
}

/** What a row sends to a server: one request for each visitor, or one for all guests. */
export async function shotsOf(row: Row, { url, client, cookies }: Side): Promise<Shot[]> {
  const requests = row.hasSession ? cookies.map((cookie) => ({ ...row.request, cookie })) : [row.request];
  const etag = row.status === 304 ? (await client.send(row.request)).headers.etag : undefined;
  const seen = etag && { 'if-none-match': etag };
  return requests.map((one) => shotOf({ ...one, headers: { ...one.headers, ...seen } }, row.status, url));
}

/** The answer to the first request of a row, once it is packed as it shall be. */
export async function answerOf(row: Row, { client, cookies }: Side): Promise<BenchAnswer> {
  const request = row.hasSession ? { ...row.request, cookie: cookies[0] } : row.request;
  const ask = async () => {
    const answer = await client.send(request);
    return answer.headers['content-encoding'] === row.encoding ? answer : null;
  };
  const answer = await until(`${row.title} is packed`, ask, PATIENCE_SECONDS);
  if (row.status !== 304) return answer;
  const seen = { ...request.headers, 'if-none-match': answer.headers.etag! };
  return client.send({ ...request, headers: seen });
}
